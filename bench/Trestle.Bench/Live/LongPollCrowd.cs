using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Trestle.Bench;

/// <summary>Browsers without WebSockets, which ask again and again until they are disposed.</summary>
sealed class LongPollCrowd : IAsyncDisposable
{
    // Browsers say every 30 s that they are there.
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(25);

    readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = int.MaxValue }) { Timeout = TimeSpan.FromSeconds(60) };
    readonly CancellationTokenSource leaving = new();
    readonly List<Task> asking = [];

    /// <summary>Lets so many in, one after the other, each until it was shown its page.</summary>
    public async Task OpenAsync(int count, IReadOnlyList<LivePass> passes)
    {
        for (var number = 0; number < count; number++)
        {
            var pass = passes[number % passes.Count];
            var opened = await AskAsync(pass, token: null);
            var token = opened.GetProperty("token").GetString()!;
            await TellAsync(pass, token, new LiveBrowser(pass).JoinFrame);
            var joined = await AskAsync(pass, token);

            if (!joined.GetRawText().Contains("rendered", StringComparison.Ordinal))
                throw new BenchException($"expected the answer to a join, got: {joined.GetRawText()}");

            asking.Add(GoOnAsync(pass, token));
        }
    }

    /// <summary>Waits; fails when one of them was sent away meanwhile.</summary>
    public async Task RestAsync(TimeSpan time)
    {
        var ended = await Task.WhenAny([.. asking, Task.Delay(time)]);
        await ended;
    }

    async Task GoOnAsync(LivePass pass, string token)
    {
        for (var spoken = Stopwatch.GetTimestamp(); !leaving.IsCancellationRequested;)
        {
            try
            {
                await AskAsync(pass, token);

                if (Stopwatch.GetElapsedTime(spoken) < Silence)
                    continue;

                await TellAsync(pass, token, """[null,"9","phoenix","heartbeat",{}]"""u8.ToArray());
                spoken = Stopwatch.GetTimestamp();
            }
            catch (OperationCanceledException) when (leaving.IsCancellationRequested)
            {
                return;
            }
        }
    }

    async Task<JsonElement> AskAsync(LivePass pass, string? token)
    {
        using var request = Request(HttpMethod.Get, pass, token);
        using var answer = await http.SendAsync(request, leaving.Token);
        var status = answer.StatusCode;
        var body = await answer.Content.ReadAsStringAsync(leaving.Token);

        // What the client goes by is the status within: 410 to the first question alone.
        return status == HttpStatusCode.OK && JsonElement.Parse(body) is var said && (token is null) == (said.GetProperty("status").GetInt32() == 410)
            ? said
            : throw new BenchException($"expected a poll to be answered, got: {(int)status} {body}");
    }

    async Task TellAsync(LivePass pass, string token, byte[] message)
    {
        using var request = Request(HttpMethod.Post, pass, token);
        request.Content = new ByteArrayContent(message) { Headers = { ContentType = new("application/x-ndjson") } };
        using var answer = await http.SendAsync(request, leaving.Token);
        answer.EnsureSuccessStatusCode();
    }

    static HttpRequestMessage Request(HttpMethod method, LivePass pass, string? token)
    {
        var named = token is null ? "" : $"&token={Uri.EscapeDataString(token)}";
        var request = new HttpRequestMessage(method, new Uri(pass.Page, $"/live/longpoll?_csrf_token={Uri.EscapeDataString(pass.CsrfToken)}&vsn=2.0.0{named}"));
        request.Headers.Add("Cookie", pass.Cookies);
        request.Headers.Add("Origin", pass.Page.GetLeftPart(UriPartial.Authority));

        return request;
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        await Task.WhenAll(asking);
        http.Dispose();
        leaving.Dispose();
    }
}
