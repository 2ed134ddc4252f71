using System.Diagnostics;

namespace Trestle.Bench;

/// <summary>
/// One visitor beside the load: asks for a page every 5 ms on a connection of its own, one request at a time, and notes
/// how long each took. A request that had to wait for the one before counts from when it was due, so that a stall of a
/// second is two hundred slow answers and not one.
/// </summary>
static class Probe
{
    static readonly TimeSpan Period = TimeSpan.FromMilliseconds(5);

    /// <summary>Milliseconds each answer took.</summary>
    public static Task<Samples> RunAsync(Uri url, TimeSpan time, CancellationToken cancellation) =>
        Task.Factory.StartNew(
            () => new Samples([.. Readings(url, time, cancellation)]),
            cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default); // a thread of its own: the pool may be busy

    static IEnumerable<double> Readings(Uri url, TimeSpan time, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        Ask(client, url, cancellation); // connect first

        var start = Stopwatch.GetTimestamp();

        for (var due = TimeSpan.Zero; due < time; due += Period)
        {
            var early = due - Stopwatch.GetElapsedTime(start);

            // Waking late is our own fault, not the server's: then the request counts from when it was sent.
            if (early > TimeSpan.Zero)
                Thread.Sleep(early);

            var since = early > TimeSpan.Zero ? Stopwatch.GetElapsedTime(start) : due;
            Ask(client, url, cancellation);

            yield return (Stopwatch.GetElapsedTime(start) - since).TotalMilliseconds;
        }
    }

    static void Ask(HttpClient client, Uri url, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var answer = client.Send(request, cancellation);
        answer.EnsureSuccessStatusCode();
    }
}
