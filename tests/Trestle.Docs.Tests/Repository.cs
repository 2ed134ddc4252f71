using System.Runtime.CompilerServices;

namespace Trestle.Docs.Tests;

static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    /// <summary>The pages this project answers for: those at the root and all under docs.</summary>
    public static IReadOnlyList<Page> Pages =>
    [
        .. Directory.EnumerateFiles(Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(file => new Page(Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file))),
    ];

    public static IReadOnlyList<Snippet> Snippets { get; } = [.. SnippetFiles().SelectMany(Snippet.In)];

    public static string PathOf(string name) => Path.Combine(Root, name);

    static IEnumerable<string> SnippetFiles() =>
        new[] { "Snippets", "Apps" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Here(), folder), "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
            .Order(StringComparer.Ordinal);

    static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
