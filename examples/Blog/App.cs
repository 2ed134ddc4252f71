namespace Blog;

public class App : Application
{
    protected override ChildSpec[] Children() =>
    [
        Child<Database>(),
        Child<ReaderCount>(),
        Child<SlowServer>(),
        Child<HttpEndpoint>(), // last: take requests only once everything above is up
    ];
}
