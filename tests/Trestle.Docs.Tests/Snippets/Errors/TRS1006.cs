namespace Trestle.Docs.Tests.Errors.Trs1006;

static class Fault
{
    // snippet: trs1006-fault
    public class Rates(HttpClient client) : GenServer
    {
        public record Ask(Uri Source) : ICall<string>;

        string Handle(Ask ask) => client.GetStringAsync(ask.Source).Result;
    }
    // end snippet
}

static class Repaired
{
    // snippet: trs1006-repaired
    public class Rates(HttpClient client) : GenServer
    {
        public record Ask(Uri Source) : ICall<string>;

        async Task<string> Handle(Ask ask) => await client.GetStringAsync(ask.Source);
    }
    // end snippet
}
