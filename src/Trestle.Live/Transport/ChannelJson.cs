using System.Buffers;
using System.Text.Json;

namespace Trestle;

/// <summary>Small pieces of the client's JSON.</summary>
static class ChannelJson
{
    /// <summary>The tree with what goes beside it: the page's title, events for scripts, the reply to one. An empty one when nothing was rendered.</summary>
    public static ReadOnlySpan<byte> With(ReadOnlySpan<byte> tree, string? title, List<PushedEvent>? events, byte[]? reply)
    {
        var whole = new ArrayBufferWriter<byte>(tree.Length + 256);
        whole.Write("{"u8);

        if (title is not null)
        {
            whole.Write("\"t\":\""u8);
            whole.Write(JsonEncodedText.Encode(title).EncodedUtf8Bytes);
            whole.Write("\","u8);
        }

        if (events is not null)
            WriteEvents(whole, events);

        if (reply is not null)
        {
            whole.Write("\"r\":"u8);
            whole.Write(reply);
            whole.Write(","u8);
        }

        var written = whole.WrittenSpan;

        if (tree.Length <= "{}".Length)
            return (byte[])[.. written[..^1], (byte)'}'];

        whole.Write(tree[1..]);

        return whole.WrittenSpan;
    }

    static void WriteEvents(ArrayBufferWriter<byte> whole, List<PushedEvent> events)
    {
        whole.Write("\"e\":["u8);

        for (var at = 0; at < events.Count; at++)
        {
            whole.Write(at == 0 ? "[\""u8 : ",[\""u8);
            whole.Write(JsonEncodedText.Encode(events[at].Name).EncodedUtf8Bytes);
            whole.Write("\","u8);
            whole.Write(events[at].Json);
            whole.Write("]"u8);
        }

        whole.Write("],"u8);
    }

    public static void WriteFlag(this Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteBoolean(name, true);
        json.WriteEndObject();
    }

    /// <summary>The answer to a script alone: nothing is shown by it.</summary>
    public static void WriteReply(this Utf8JsonWriter json, byte[] reply)
    {
        json.WriteStartObject();
        json.WriteStartObject("diff");
        json.WritePropertyName("r");
        json.WriteRawValue(reply, skipInputValidation: true);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteNumbers(this Utf8JsonWriter json, string name, List<int> numbers)
    {
        json.WriteStartObject();
        json.WriteStartArray(name);
        numbers.ForEach(json.WriteNumberValue);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>As a member of an answer: <c>{"redirect": {to, ...}}</c>.</summary>
    public static void WriteDeparture(this Utf8JsonWriter json, Departure departure, string? flash)
    {
        json.WriteStartObject();
        json.WritePropertyName(departure.Name);
        json.WriteTarget(departure, flash);
        json.WriteEndObject();
    }

    public static void WriteTarget(this Utf8JsonWriter json, Departure departure, string? flash)
    {
        json.WriteStartObject();
        json.WriteString("to", departure.To);

        if (departure.Kind != DepartureKind.Redirect)
            json.WriteString("kind", departure.Replaces ? "replace" : "push");

        if (flash is not null)
            json.WriteString("flash", flash);

        json.WriteEndObject();
    }
}
