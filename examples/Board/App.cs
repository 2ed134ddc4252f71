namespace Board;

public class App : Application
{
    protected override ChildSpec[] Children() => [Child<Database>(), Child<HttpEndpoint>()];
}
