namespace Trestle.Docs.Tests.Errors.Trs1007;

static class Fault
{
    // snippet: trs1007-fault
    public class Weather(HttpClient client) : GenServer
    {
        public record Refresh(Uri Source) : ICast;

        string? forecast;

        async Task Handle(Refresh refresh)
        {
            forecast = await client.GetStringAsync(refresh.Source).ConfigureAwait(false);
            Node.PubSub.Broadcast("weather", forecast);
        }
    }
    // end snippet
}

static class Repaired
{
    // snippet: trs1007-repaired
    public class Weather(HttpClient client) : GenServer
    {
        public record Refresh(Uri Source) : ICast;

        string? forecast;

        async Task Handle(Refresh refresh)
        {
            forecast = await client.GetStringAsync(refresh.Source);
            Node.PubSub.Broadcast("weather", forecast);
        }
    }
    // end snippet
}
