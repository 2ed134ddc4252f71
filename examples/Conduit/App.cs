namespace Conduit;

public class App : Application
{
    protected override ChildSpec[] Children() => [Child<Database>(), Child<HttpEndpoint>()];

    protected override void Configure(IServiceCollection services) => services.AddSingleton<Tokens>();
}
