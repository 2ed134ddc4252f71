namespace Trestle.Bench;

/// <summary>A server that is stopped and started again under its readers.</summary>
static class LiveRestart
{
    public static async Task<LiveRestartReport> RunAsync(Server server, int readers, CancellationToken cancellation)
    {
        var side = await LiveSide.TrestleAsync(server, cancellation);
        using var crowd = new Crowd();
        crowd.Open(readers, side.Enter);

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var visitor = VisitAsync(server, done.Token);
        TimeSpan back;

        try
        {
            back = crowd.ComeBack(side.Enter);
        }
        finally
        {
            // A server that is being started while the suite fails would outlive it.
            await done.CancelAsync();
            await visitor;
        }

        var (answered, refused) = await visitor;

        return new(back, answered, refused);
    }

    // Somebody who opens a page beside them, on a connection of its own each time, from when the server is there again.
    static async Task<(int Answered, int Refused)> VisitAsync(Server server, CancellationToken done)
    {
        var (answered, refused) = (0, 0);
        await Task.Run(() => server.RestartAsync(CancellationToken.None), CancellationToken.None);

        while (!done.IsCancellationRequested)
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };

            try
            {
                (await client.GetAsync(new Uri(server.Url, "/counter"), CancellationToken.None)).EnsureSuccessStatusCode();
                answered++;
            }
            catch (HttpRequestException)
            {
                refused++;
            }
        }

        return (answered, refused);
    }
}

/// <summary>How long until all were back, and how requests fared that came meanwhile.</summary>
sealed record LiveRestartReport(TimeSpan Back, int Answered, int Refused);
