namespace Trestle;

/// <summary>A text that no catalog has, in development and in tests; in production its key stands in its place.</summary>
public sealed class MissingTranslationException : Exception
{
    internal MissingTranslationException(string key, IReadOnlyList<string> files, IEnumerable<string> near)
        : base(
            $"""
            No catalog has "{key}". Looked in: {string.Join(", ", files)}.{DidYouMean(near)}

            Add it to {files[0]}:

                {Nested(key)}
            """) => Key = key;

    public string Key { get; }

    static string DidYouMean(IEnumerable<string> near) => near.ToArray() switch
    {
        [] => "",
        var keys => $" Did you mean {string.Join(" or ", keys.Select(key => $"\"{key}\""))}?",
    };

    static string Nested(string key)
    {
        var names = key.Split('.');

        return string.Concat(names[..^1].Select(name => $"\"{name}\": {{ ")) + $"\"{names[^1]}\": \"...\"" + string.Concat(names[..^1].Select(_ => " }"));
    }
}
