using LivePages.Pages;
using Trestle;

return await Application.RunAsync(args);

namespace LivePages
{
    /// <summary>Live pages as one writes them: a counter, a list, a table, a line of news.</summary>
    public class App : Application
    {
        protected override ChildSpec[] Children() => [Child<Database>(), Child<HttpEndpoint>()];
    }

    public class Routes : RouteMap
    {
        protected override void Draw()
        {
            Live<CounterLive>("/counter");
            Live<ListLive>("/list");
            Live<TableLive>("/table");
            Live<NewsLive>("/news");
            Post<NewsController>("/announce");
        }
    }

    public record Announced(string Text);

    public class NewsController : Controller
    {
        public Result Announce(string text)
        {
            Self.Node.PubSub.Publish(new Announced(text));

            return Text("announced");
        }
    }
}
