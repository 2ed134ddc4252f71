using System.Text.Json;

namespace Trestle;

/// <summary>Something a person did to a view. One type a kind, so that a crash report names it.</summary>
abstract record ViewEvent(string? Ref, string Handler, object Happened)
{
    /// <summary>What came, as it came: for a method that takes a type of its own.</summary>
    public JsonElement Sent { get; init; }

    /// <summary>The number of the component that it is for; null for the view itself.</summary>
    public int? Component { get; init; }

    public sealed record Click(string? Ref, string Handler, object Happened) : ViewEvent(Ref, Handler, Happened);

    public sealed record Form(string? Ref, string Handler, object Happened) : ViewEvent(Ref, Handler, Happened)
    {
        /// <summary>The files of the form's inputs, by the input's ref.</summary>
        public JsonElement Uploads { get; init; }
    }

    public sealed record Key(string? Ref, string Handler, object Happened) : ViewEvent(Ref, Handler, Happened);

    /// <summary>Reads <c>{type, event, value, meta}</c>; null when the payload has another shape.</summary>
    public static ViewEvent? Parse(string? reference, JsonElement payload)
    {
        try
        {
            var sent = payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("value", out var value) ? value : default;

            ViewEvent? happened = (Text(payload, "type"), Text(payload, "event")) switch
            {
                (_, null) or (null, _) => null,
                ("form", { } handler) => ParseForm(reference, handler, payload),
                ("keydown" or "keyup", { } handler) when Values(payload) is var values =>
                    new Key(reference, handler, new KeyEvent(values.GetValueOrDefault("key", ""), values)) { Sent = sent },
                (_, { } handler) => new Click(reference, handler, new ClickEvent(Values(payload))) { Sent = sent },
            };

            return happened is null ? null : happened with { Component = ComponentOf(payload) };
        }
        catch (InvalidOperationException)
        {
            // A string that is not Unicode.
            return null;
        }
    }

    static int? ComponentOf(JsonElement payload) =>
        payload.TryGetProperty("cid", out var cid) && cid.ValueKind == JsonValueKind.Number && cid.TryGetInt32(out var number) ? number : null;

    static Form? ParseForm(string? reference, string handler, JsonElement payload) =>
        Text(payload, "value") is { } body
            ? new(reference, handler, new FormEvent(body, payload.TryGetProperty("meta", out var meta) ? Text(meta, "_target") : null))
            {
                Uploads = payload.TryGetProperty("uploads", out var uploads) ? uploads : default,
            }
            : null;

    static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    static Dictionary<string, string> Values(JsonElement payload)
    {
        var values = new Dictionary<string, string>();

        if (!payload.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.Object)
            return values;

        foreach (var property in value.EnumerateObject())
            values[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();

        return values;
    }
}

/// <summary>Components that the browser shows no longer.</summary>
/// <param name="IsDone">It has dropped them; before that it says that it will.</param>
sealed record ComponentsGone(string? Ref, bool IsDone, int[] Numbers)
{
    /// <summary>Null when the payload has another shape.</summary>
    public static ComponentsGone? Parse(string? reference, bool isDone, JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("cids", out var cids) && cids.ValueKind == JsonValueKind.Array
        && cids.EnumerateArray().All(cid => cid.ValueKind == JsonValueKind.Number && cid.TryGetInt32(out _))
            ? new(reference, isDone, [.. cids.EnumerateArray().Select(cid => cid.GetInt32())])
            : null;
}

/// <summary>The browser has gone to another address, perhaps of this view.</summary>
sealed record ViewPatch(string? Ref, string Url);

/// <summary>The browser asks whether files may come.</summary>
sealed record ViewPreflight(string? Ref, string UploadRef, JsonElement Entries)
{
    public static ViewPreflight? Parse(string? reference, JsonElement payload) =>
        JoinPayload.Text(payload, "ref") is { } upload && payload.TryGetProperty("entries", out var entries) && entries.ValueKind == JsonValueKind.Array
            ? new(reference, upload, entries)
            : null;
}

/// <summary>The browser tells how far a file has come, in percent; null when it has given up.</summary>
sealed record ViewProgress(string? Ref, string UploadRef, string EntryRef, int? Progress)
{
    public static ViewProgress? Parse(string? reference, JsonElement payload) =>
        JoinPayload.Text(payload, "ref") is { } upload && JoinPayload.Text(payload, "entry_ref") is { } entry
            ? new(reference, upload, entry, payload.TryGetProperty("progress", out var said) && said.ValueKind == JsonValueKind.Number && said.TryGetInt32(out var percent) ? Math.Clamp(percent, 0, 100) : null)
            : null;
}
