using System.Net.WebSockets;
using System.Text.Json;

namespace Trestle;

/// <summary>One message of the channel protocol, version 2.0.0: <c>[join_ref, ref, topic, event, payload]</c>.</summary>
sealed record LiveFrame(string? JoinRef, string? Ref, string Topic, string Event, JsonElement Payload)
{
    public static LiveFrame Parse(ReadOnlySpan<byte> json)
    {
        var parts = ParseArray(json);

        try
        {
            return new(Text(parts[0]), Text(parts[1]), Text(parts[2])!, Text(parts[3])!, parts[4]);
        }
        catch (InvalidOperationException exception)
        {
            // "\ud800" alone is well-formed JSON, but no text.
            throw new ChannelProtocolException(WebSocketCloseStatus.InvalidPayloadData, "a string is not Unicode", exception);
        }
    }

    static JsonElement ParseArray(ReadOnlySpan<byte> json)
    {
        JsonElement root;

        try
        {
            var reader = new Utf8JsonReader(json);
            root = JsonElement.ParseValue(ref reader);

            if (reader.BytesConsumed != json.TrimEnd(" \t\r\n"u8).Length)
                throw new JsonException("more than one value");
        }
        catch (JsonException exception)
        {
            throw new ChannelProtocolException(WebSocketCloseStatus.InvalidPayloadData, "the message is not JSON", exception);
        }

        return HasShape(root) ? root : throw new ChannelProtocolException(
            WebSocketCloseStatus.ProtocolError, "expected [join_ref, ref, topic, event, payload]");
    }

    static bool HasShape(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array
        && root.GetArrayLength() == 5
        && IsTextOrNull(root[0])
        && IsTextOrNull(root[1])
        && root[2].ValueKind == JsonValueKind.String
        && root[3].ValueKind == JsonValueKind.String
        && root[4].ValueKind == JsonValueKind.Object;

    static bool IsTextOrNull(JsonElement element) => element.ValueKind is JsonValueKind.String or JsonValueKind.Null;

    static string? Text(JsonElement element) => element.GetString();
}

/// <summary>The client broke the channel protocol; its socket is closed with <see cref="Status"/>.</summary>
sealed class ChannelProtocolException(WebSocketCloseStatus status, string reason, Exception? inner = null)
    : Exception(reason, inner)
{
    public WebSocketCloseStatus Status { get; } = status;
}
