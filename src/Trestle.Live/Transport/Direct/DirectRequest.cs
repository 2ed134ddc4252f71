using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>Where requests that were read here begin: the host's whole pipeline, as Kestrel's requests have it.</summary>
sealed record DirectEntrance(RequestDelegate Pipeline, IServiceProvider Services);

/// <summary>The one request of a live connection, on its way through the pipeline; gone once that has said what becomes of it.</summary>
static class DirectRequest
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task AnswerAsync(DirectEntrance entrance, Socket socket, UpgradeHead head)
    {
        var upgrade = new DirectUpgrade(socket, head);
        var response = new DirectResponse();

        try
        {
            // It was only looked at so far.
            socket.Receive(DirectBuffer.Reading.AsSpan(0, head.Length), SocketFlags.None);
            await entrance.Pipeline(ContextOf(entrance, socket, head, upgrade, response)).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not SocketException)
        {
            // Told by the front door; what it could not answer is answered as Kestrel would.
            response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        if (!upgrade.IsAccepted)
            await RefuseAsync(socket, response).ConfigureAwait(false);
    }

    static DefaultHttpContext ContextOf(DirectEntrance entrance, Socket socket, UpgradeHead head, DirectUpgrade upgrade, DirectResponse response)
    {
        var (local, remote) = ((IPEndPoint)socket.LocalEndPoint!, (IPEndPoint)socket.RemoteEndPoint!);
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = HttpMethods.Get,
            Scheme = Uri.UriSchemeHttp,
            Protocol = HttpProtocol.Http11,
            Path = head.Path,
            QueryString = head.Query,
            RawTarget = head.Path + head.Query,
            Headers = head.Headers,
        });
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(response.Written));
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature
        {
            LocalIpAddress = local.Address,
            LocalPort = local.Port,
            RemoteIpAddress = remote.Address,
            RemotePort = remote.Port,
        });
        features.Set<IHttpWebSocketFeature>(upgrade);
        features.Set(upgrade);

        return new(features) { ServiceScopeFactory = entrance.Services.GetRequiredService<IServiceScopeFactory>() };
    }

    // Whatever is said here is small, and nothing follows it.
    static async Task RefuseAsync(Socket socket, DirectResponse response)
    {
        await response.StartAsync().ConfigureAwait(false);
        var body = response.Written.ToArray();
        var head = new StringBuilder($"HTTP/1.1 {response.StatusCode} {ReasonPhrases.GetReasonPhrase(response.StatusCode)}\r\n");
        response.Headers.ContentLength = body.Length;
        response.Headers.Connection = "close";

        foreach (var (name, values) in response.Headers)
            foreach (var value in values)
                head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");

        byte[] answer = [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body];
        using var patience = new CancellationTokenSource(Patience);

        try
        {
            await socket.SendAsync(answer, patience.Token).ConfigureAwait(false);
            socket.Shutdown(SocketShutdown.Send);

            // Hung up on, a client might lose what it has not read yet.
            while (await socket.ReceiveAsync(new byte[512], patience.Token).ConfigureAwait(false) > 0)
            {
            }
        }
        finally
        {
            socket.Dispose();
        }
    }
}

/// <summary>The answer to a request for a live connection, where that is refused.</summary>
sealed class DirectResponse : IHttpResponseFeature
{
    readonly Stack<(Func<object, Task> Callback, object State)> starting = [];
    bool hasStarted;

    public MemoryStream Written { get; } = new();

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    public Stream Body { get; set; } = Stream.Null;

    /// <summary>Also when something was written: else an error page would be put in its place.</summary>
    public bool HasStarted => hasStarted || Written.Length > 0;

    public void OnStarting(Func<object, Task> callback, object state) => starting.Push((callback, state));

    // There is nothing of a request left to be thrown away after it.
    public void OnCompleted(Func<object, Task> callback, object state) { }

    public async Task StartAsync()
    {
        while (starting.TryPop(out var one))
            await one.Callback(one.State).ConfigureAwait(false);

        hasStarted = true;
    }
}
