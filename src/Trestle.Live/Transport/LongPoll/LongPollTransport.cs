using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Trestle;

// For browsers whose WebSockets do not come through, a proxy of a hotel or an office mostly. The client falls back by itself:
//
//     GET  without a name   -> 410 and a token that names a new connection
//     GET  with the token   -> waits until something is to be told: 200 with all messages there are, 204 when there was none for a while
//     POST with the token   -> the browser's messages, a line each: 200
//
// Behind it is a LiveConnection as behind any socket. Whatever goes wrong ends it, and the client begins a new one and joins again.

/// <summary>Live connections that come by one request after the other.</summary>
sealed class LongPollTransport(LiveServer server, LiveTransport transport)
{
    readonly ConcurrentDictionary<string, LongPollSession> sessions = new();

    public async Task ServeAsync(HttpContext http)
    {
        var answer = await AnswerAsync(http).ConfigureAwait(false);
        await answer.WriteAsync(http.Response).ConfigureAwait(false);
    }

    async Task<LongPollAnswer> AnswerAsync(HttpContext http)
    {
        if (LiveTransport.Refusal(http) is var (status, reason))
            return new(status, reason.TrimEnd());

        var token = http.Request.Query["token"].ToString();

        if (HttpMethods.IsPost(http.Request.Method))
            return await SessionOfAsync(http, token).ConfigureAwait(false) is { } speaking
                ? await TakeAsync(http.Request, speaking).ConfigureAwait(false)
                : LongPollAnswer.Gone;

        if (token.Length == 0)
            return await OpenAsync(http).ConfigureAwait(false);

        if (await SessionOfAsync(http, token).ConfigureAwait(false) is not { } session)
            return LongPollAnswer.Gone;

        session.Hear();

        return await session.Outbox.NextAsync(http.RequestAborted).ConfigureAwait(false) with { Token = token };
    }

    async Task<LongPollAnswer> OpenAsync(HttpContext http)
    {
        if (server.IsDraining)
            return LongPollAnswer.Restarts;

        var name = LongPollTokens.NewName();
        var outbox = new LongPollOutbox(transport);
        var connection = new LiveConnection(transport, outbox, await transport.ParametersAsync(http).ConfigureAwait(false));
        sessions[name] = new(connection, outbox, TokenOf(http));
        outbox.WhenEnded = () => End(name, connection);
        await transport.StartAsync(connection).ConfigureAwait(false);

        if (!outbox.IsClosing)
            return LongPollAnswer.Gone with { Token = server.CurrentRelease.Polls.Protect(name) };

        outbox.Lost();

        return LongPollAnswer.Restarts;
    }

    void End(string name, LiveConnection connection)
    {
        sessions.TryRemove(name, out _);
        connection.Process.Send(new LiveSocket.SocketClosed());
    }

    /// <summary>The connection that a request names, if it is of the page that began it.</summary>
    async ValueTask<LongPollSession?> SessionOfAsync(HttpContext http, string token)
    {
        var release = server.CurrentRelease;

        return release.Polls.Unprotect(token) is { } name
            && sessions.TryGetValue(name, out var session)
            && session.IsOf(TokenOf(http), await release.IsOwnTokenAsync(http, TokenOf(http)).ConfigureAwait(false))
                ? session
                : null;
    }

    static string TokenOf(HttpContext http) => http.Request.Query["_csrf_token"].ToString();

    async Task<LongPollAnswer> TakeAsync(HttpRequest request, LongPollSession session)
    {
        // A form of another site cannot be of this kind.
        if (!RequestFields.IsLines(request))
            return new(StatusCodes.Status415UnsupportedMediaType, "Expected a body of the type application/x-ndjson.");

        var outbox = session.Outbox;

        try
        {
            await LongPollLines.ReadAsync(request.BodyReader, transport.Options.MaxMessageBytes, session.Take).ConfigureAwait(false);
        }
        catch (ChannelProtocolException fault)
        {
            outbox.Close(fault.Status, fault.Message);
        }

        if (outbox.WhyClosed is not { } closing)
            return LongPollAnswer.Taken;

        // After this answer the client begins anew: nobody will ask here again.
        outbox.Lost();

        return LongPollAnswer.To(closing);
    }
}
