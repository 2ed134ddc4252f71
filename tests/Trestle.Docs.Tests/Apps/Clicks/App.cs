// snippet: clicks-app
namespace Clicks;

public class App : Application
{
    protected override ChildSpec[] Children() => [Child<Database>(), Child<HttpEndpoint>()];
}

public class Routes : RouteMap
{
    protected override void Draw() => Live<ClicksLive>("/");
}

public record Clicked;
// end snippet
