using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Conduit.Tests;

/// <summary>Sends random requests over many connections at once and keeps what came back.</summary>
sealed partial class Fuzzer(Uri site, int seed)
{
    const int AtOnce = 16;

    static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    int next = seed;

    /// <summary>How often each status came.</summary>
    public ConcurrentDictionary<int, int> Statuses { get; } = new();

    /// <summary>Requests that failed on the server, or after which the connection stayed open.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    public async Task SendAsync(int requests, CancellationToken cancellation = default)
    {
        var left = requests;

        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => RunAsync()));

        async Task RunAsync()
        {
            while (Volatile.Read(ref left) > 0 && !cancellation.IsCancellationRequested)
            {
                var bytes = new RandomRequest(Interlocked.Increment(ref next)).Next(out var count, out var asksToClose);
                Interlocked.Add(ref left, -count);
                Judge(bytes, await ExchangeAsync(bytes, asksToClose));
            }
        }
    }

    void Judge(byte[] sent, string? answers)
    {
        if (answers is null)
            Faults.Enqueue($"no end of the answer within {patience.TotalSeconds} s to:\n{Shown(sent)}");
        else
            foreach (Match answer in Status().Matches(answers))
            {
                var status = int.Parse(answer.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
                Statuses.AddOrUpdate(status, 1, (_, count) => count + 1);

                if (status is >= 500 and not 505) // 505: an HTTP version that there is not
                    Faults.Enqueue($"{status} to:\n{Shown(sent)}");
            }
    }

    // Who does not ask the server to close the connection hangs up, as if gone in the midst of it.
    async Task<string?> ExchangeAsync(byte[] bytes, bool asksToClose)
    {
        using var limit = new CancellationTokenSource(patience);
        using var client = new TcpClient();
        using var answer = new MemoryStream();

        try
        {
            await client.ConnectAsync(site.Host, site.Port, limit.Token);
            var stream = client.GetStream();
            var reading = stream.CopyToAsync(answer, limit.Token);
            await stream.WriteAsync(bytes, limit.Token);

            if (!asksToClose)
                client.Client.Shutdown(SocketShutdown.Send);

            await reading;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception cut) when (cut is IOException or SocketException)
        {
            // The server had enough and closed: what it answered counts.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    static string Shown(byte[] sent) => Encoding.Latin1.GetString(sent, 0, Math.Min(sent.Length, 2_000));

    [GeneratedRegex(@"HTTP/1\.[01] (\d{3}) ")]
    private static partial Regex Status();
}
