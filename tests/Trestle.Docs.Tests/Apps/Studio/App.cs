namespace Studio;

public class App : Application
{
    protected override ChildSpec[] Children() => [Child<Database>(), Child<HttpEndpoint>()];
}

public class Routes : RouteMap
{
    protected override void Draw() => Root<DesksController>();
}

public class DesksController : Controller
{
    public Result Index() => View("Ann");
}
