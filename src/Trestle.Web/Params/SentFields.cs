using Microsoft.Extensions.Primitives;

namespace Trestle;

/// <summary>What a multipart form sent, or a part of it: texts, and files beside them; names in any case.</summary>
sealed class SentFields() : Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase)
{
    static readonly IReadOnlyList<Upload> none = [];

    Dictionary<string, List<Upload>>? files;

    public static IReadOnlyList<Upload> FilesOf(IReadOnlyDictionary<string, StringValues> fields, string name) =>
        (fields as SentFields)?.files?.GetValueOrDefault(name) ?? none;

    /// <summary>The names of texts and of files.</summary>
    public static IEnumerable<string> NamesOf(IReadOnlyDictionary<string, StringValues> fields) =>
        fields is SentFields { files: { } files } ? fields.Keys.Concat(files.Keys) : fields.Keys;

    public void Add(string name, Upload file)
    {
        files ??= new(StringComparer.OrdinalIgnoreCase);

        if (!files.TryAdd(name, [file]))
            files[name].Add(file);
    }

    /// <summary>Takes what another has under one name, under the name that it has here.</summary>
    public void Take(IReadOnlyDictionary<string, StringValues> from, string name, string here)
    {
        if (from.TryGetValue(name, out var texts))
            this[here] = texts;

        foreach (var file in FilesOf(from, name))
            Add(here, file);
    }
}
