using System.Net.WebSockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>
/// What a request is answered: the client goes by the status within. Of a poll it knows 200, 204, 410, 403 and 500 alone, of a message 200; after any other it
/// begins anew, a little later each time.
/// </summary>
sealed record LongPollAnswer(int Status, string? Reason = null)
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>There is no such connection: without a name the client takes the one that is told and goes on, with one it begins anew.</summary>
    public static readonly LongPollAnswer Gone = new(StatusCodes.Status410Gone);

    public static readonly LongPollAnswer Nothing = new(StatusCodes.Status204NoContent);

    public static readonly LongPollAnswer Taken = new(StatusCodes.Status200OK);

    public static readonly LongPollAnswer Restarts = new(StatusCodes.Status500InternalServerError, "The server restarts.");

    /// <summary>What the client is to name the connection by.</summary>
    public string? Token { get; init; }

    public IReadOnlyList<ReadOnlyMemory<byte>> Messages { get; init; } = [];

    public static LongPollAnswer Of(IReadOnlyList<ReadOnlyMemory<byte>> messages) => Taken with { Messages = messages };

    /// <summary>To somebody who broke a rule; a socket would be closed with the code.</summary>
    public static LongPollAnswer To(Outbox.Closing closing) => closing.Status switch
    {
        WebSocketCloseStatus.MessageTooBig => new(StatusCodes.Status413PayloadTooLarge, closing.Reason),
        WebSocketCloseStatus.PolicyViolation => new(StatusCodes.Status429TooManyRequests, closing.Reason),
        WebSocketCloseStatus.InvalidPayloadData or WebSocketCloseStatus.ProtocolError or WebSocketCloseStatus.InvalidMessageType =>
            new(StatusCodes.Status400BadRequest, closing.Reason),
        _ => Gone,
    };

    // What is usual is no failure of a request: browsers would tell of it in their consoles.
    int HttpStatus => Status switch
    {
        StatusCodes.Status204NoContent or StatusCodes.Status410Gone => StatusCodes.Status200OK,
        StatusCodes.Status500InternalServerError => StatusCodes.Status503ServiceUnavailable,
        _ => Status,
    };

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = HttpStatus;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";

        var json = new Utf8JsonWriter(response.BodyWriter, Options);
        await using (json.ConfigureAwait(false))
            Write(json);

        await response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("status", Status);

        if (Reason is not null)
            json.WriteString("reason", Reason);

        if (Token is not null)
            json.WriteString("token", Token);

        if (Messages.Count > 0)
        {
            json.WriteStartArray("messages");

            // The client parses each by itself, as it would what came over a socket.
            foreach (var message in Messages)
                json.WriteStringValue(message.Span);

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
