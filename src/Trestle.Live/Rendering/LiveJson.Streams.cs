using System.Text.Json;

namespace Trestle;

sealed partial class LiveJson
{
    /// <summary>Writes what a stream has to send; false, having written nothing, when it has nothing.</summary>
    public bool StreamChanges(int cell)
    {
        if (!tree.StreamAt(cell).HasPending)
            return false;

        json.Write((byte)'{');
        StreamMembers(cell);
        json.Write((byte)'}');

        return true;
    }

    void Stream(int cell)
    {
        json.Write("{\"s\":[\"\",\"\"],"u8);
        StreamMembers(cell);
        json.Write((byte)'}');
    }

    // The rows, and beside them what the client is to do with each.
    void StreamMembers(int cell)
    {
        var stream = tree.StreamAt(cell);
        var isFirst = true;

        Entries(cell);
        json.Write(",\"stream\":[\""u8);
        json.Markup(stream.Ref);
        json.Write("\",["u8);

        foreach (var insert in stream.Inserts)
        {
            json.Write(isFirst ? "["u8 : ",["u8);
            String(insert.Id);
            json.Write((byte)',');
            Number(insert.At);
            json.Write((byte)',');
            Limit(insert.Limit);
            json.Write(insert.UpdateOnly ? ",true]"u8 : ",null]"u8);
            isFirst = false;
        }

        json.Write("],["u8);

        for (var at = 0; at < stream.Deletes.Count; at++)
        {
            json.Write(at == 0 ? ""u8 : ","u8);
            String(stream.Deletes[at]);
        }

        json.Write(stream.IsReset ? "],true]"u8 : "]]"u8);
    }

    void Limit(int? limit)
    {
        if (limit is { } count)
            Number(count);
        else
            json.Write("null"u8);
    }

    void String(string text)
    {
        json.Write((byte)'"');
        json.Write(JsonEncodedText.Encode(text).EncodedUtf8Bytes);
        json.Write((byte)'"');
    }
}
