namespace Trestle.Docs.Tests.Errors.Trs1005;

static class Fault
{
    // snippet: trs1005-fault
    public class Mirror(Uri source) : GenServer
    {
        public record Refresh : ICast;

        string page = "";

        async void Handle(Refresh _)
        {
            using var client = new HttpClient();
            page = await client.GetStringAsync(source) + page.Length;
        }
    }
    // end snippet
}

static class Repaired
{
    // snippet: trs1005-repaired
    public class Mirror(Uri source) : GenServer
    {
        public record Refresh : ICast;

        string page = "";

        async Task Handle(Refresh _)
        {
            using var client = new HttpClient();
            page = await client.GetStringAsync(source) + page.Length;
        }
    }
    // end snippet
}
