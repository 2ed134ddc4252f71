using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.TestHost;

namespace Trestle;

/// <summary>How a visitor comes to the live views of an app: by a connection, which is one in memory where the app does not listen.</summary>
sealed class LiveDoor
{
    readonly TestServer? memory;
    readonly ConcurrentDictionary<string, RunningView> views = new();

    public LiveDoor(LiveServer live, TestServer? memory)
    {
        this.memory = memory;
        live.Started = (id, view, pid) => views[id] = new(view, pid);
    }

    /// <summary>The process behind a page, by the id of its view's element.</summary>
    public RunningView? Find(string id) => views.GetValueOrDefault(id);

    public async Task<LiveWire> ConnectAsync(TestVisitor visitor, Uri root, string token)
    {
        var address = new Uri(root, $"/live/websocket?_csrf_token={Uri.EscapeDataString(token)}&vsn=2.0.0");
        var origin = root.GetLeftPart(UriPartial.Authority);
        var cookies = visitor.Cookies.GetCookieHeader(root);

        return new(memory is null ? await DialAsync(address, origin, cookies) : await DialAsync(memory, address, origin, cookies));
    }

    static Task<WebSocket> DialAsync(TestServer server, Uri address, string origin, string cookies)
    {
        var client = server.CreateWebSocketClient();
        client.ConfigureRequest = request => (request.Headers.Origin, request.Headers.Cookie) = (origin, cookies);

        return client.ConnectAsync(address, CancellationToken.None);
    }

    static async Task<WebSocket> DialAsync(Uri address, string origin, string cookies)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.SetRequestHeader("Cookie", cookies);
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, CancellationToken.None);

        return socket;
    }
}

/// <summary>A connected view, and its process.</summary>
sealed record RunningView(LiveViewProcess View, Pid Pid);

/// <summary>Where an app takes its visitors in.</summary>
sealed record TestDoor(Uri Root, HttpMessageInvoker Sender, LiveDoor Live);
