namespace Trestle.Docs.Tests.Errors.Trs1008;

static class Fault
{
    // snippet: trs1008-fault
    public static async Task<int> Visit(IEnumerable<Uri> pages, HttpClient client)
    {
        var visited = 0;

        foreach (var page in pages)
        {
            Self.Spawn(async () =>
            {
                await client.GetStringAsync(page);
                visited++;
            });
        }

        await Self.ReceiveAsync<string>(text => text == "enough");

        return visited;
    }
    // end snippet
}

static class Repaired
{
    // snippet: trs1008-repaired
    public record Visited(Uri Page);

    public static async Task<int> Visit(IEnumerable<Uri> pages, HttpClient client)
    {
        var self = Self.Pid;
        var visited = 0;

        foreach (var page in pages)
        {
            Self.Spawn(async () =>
            {
                await client.GetStringAsync(page);
                self.Send(new Visited(page));
            });

            await Self.ReceiveAsync<Visited>();
            visited++;
        }

        return visited;
    }
    // end snippet
}
