namespace Gallery;

// snippet: configuration-required
public class App : Application
{
    protected override ChildSpec[] Children() => [Child<Database>(), Child<HttpEndpoint>()];

    protected override IEnumerable<string> RequiredSettings() => ["Gallery:Visitor", "Gallery:Town"];
}
// end snippet

public class Routes : RouteMap
{
    protected override void Draw() => Root<PicturesController>();
}

// snippet: configuration-read
public class PicturesController(IConfiguration settings) : Controller
{
    public Result Index() => View(settings["Gallery:Visitor"]);
}
// end snippet
