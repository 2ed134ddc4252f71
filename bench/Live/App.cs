using System.Diagnostics;
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
            Live<TickerLive>("/ticker");
            Live<ExchangeLive>("/exchange");
            Post<TickerController>("/tick");
        }
    }

    public record Announced(string Text);

    /// <summary>A row of the ticker has a new value: the time at which it has.</summary>
    public record Ticked(int Row, long At);

    public class NewsController : Controller
    {
        public Result Announce(string text)
        {
            Self.Node.PubSub.Publish(new Announced(text));

            return Text("announced");
        }
    }

    public class TickerController : Controller
    {
        static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

        /// <summary>So many changes a second, some of them each hundredth.</summary>
        public Result Tick(int rate, int seconds)
        {
            Self.Spawn(() => TickAsync(rate, TimeSpan.FromSeconds(seconds)), "Ticker");

            return Text("ticking");
        }

        static async Task TickAsync(int rate, TimeSpan time)
        {
            var start = Stopwatch.GetTimestamp();

            for (var sent = 0; Stopwatch.GetElapsedTime(start) < time; await Task.Delay(Period))
                for (var due = Stopwatch.GetElapsedTime(start).TotalSeconds * rate; sent < due; sent++)
                    Self.Node.PubSub.Publish(new Ticked(Random.Shared.Next(TickerLive.Rows), Stopwatch.GetTimestamp()));
        }
    }
}
