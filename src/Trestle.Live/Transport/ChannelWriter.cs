using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Trestle;

/// <summary>Writes the frames a server sends.</summary>
static class ChannelWriter
{
    // The JSON goes over a socket, never into a page: there is nothing to gain from escaping markup in it.
    static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static readonly Action<Utf8JsonWriter> Empty = json =>
    {
        json.WriteStartObject();
        json.WriteEndObject();
    };

    public static Action<Utf8JsonWriter> Reason(string reason) => json =>
    {
        json.WriteStartObject();
        json.WriteString("reason", reason);
        json.WriteEndObject();
    };

    public static byte[] Reply(string? joinRef, string? reference, string topic, bool ok, Action<Utf8JsonWriter> response) =>
        Push(joinRef, reference, topic, "phx_reply", json =>
        {
            json.WriteStartObject();
            json.WriteString("status", ok ? "ok" : "error");
            json.WritePropertyName("response");
            response(json);
            json.WriteEndObject();
        });

    public static byte[] Push(string? joinRef, string? reference, string topic, string @event, Action<Utf8JsonWriter> payload)
    {
        var buffer = new ArrayBufferWriter<byte>(256);

        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            json.WriteStringValue(joinRef);
            json.WriteStringValue(reference);
            json.WriteStringValue(topic);
            json.WriteStringValue(@event);
            payload(json);
            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
