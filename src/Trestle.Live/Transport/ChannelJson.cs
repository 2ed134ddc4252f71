using System.Buffers;
using System.Text.Json;

namespace Trestle;

/// <summary>Small pieces of the client's JSON.</summary>
static class ChannelJson
{
    /// <summary>The tree with the page's title added; an empty one when nothing was rendered.</summary>
    public static ReadOnlySpan<byte> WithTitle(ReadOnlySpan<byte> tree, string title)
    {
        var titled = new ArrayBufferWriter<byte>(tree.Length + title.Length + 16);
        titled.Write("{\"t\":"u8);
        titled.Write("\""u8);
        titled.Write(JsonEncodedText.Encode(title).EncodedUtf8Bytes);
        titled.Write("\""u8);

        if (tree.Length > "{}".Length)
        {
            titled.Write(","u8);
            titled.Write(tree[1..]);
        }
        else
        {
            titled.Write("}"u8);
        }

        return titled.WrittenSpan;
    }

    public static void WriteFlag(this Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteBoolean(name, true);
        json.WriteEndObject();
    }

    public static void WriteRedirect(this Utf8JsonWriter json, string to)
    {
        json.WriteStartObject();
        json.WritePropertyName("redirect");
        json.WriteRedirectTarget(to);
        json.WriteEndObject();
    }

    public static void WriteRedirectTarget(this Utf8JsonWriter json, string to)
    {
        json.WriteStartObject();
        json.WriteString("to", to);
        json.WriteEndObject();
    }
}
