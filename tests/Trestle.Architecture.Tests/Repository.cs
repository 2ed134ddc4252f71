using System.Runtime.CompilerServices;

namespace Trestle.Architecture.Tests;

static class Repository
{
    static readonly string[] Written = [".cs", ".razor", ".js", ".mjs"];
    static readonly string[] NotOurs = ["node_modules", "wwwroot", "obj", "bin"];

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    /// <summary>The packages under src, by name.</summary>
    public static IEnumerable<string> Packages =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)!);

    /// <summary>What somebody wrote under src, as opposed to what was installed or built there.</summary>
    public static IEnumerable<string> SourceFiles =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
            .Where(file => Written.Contains(Path.GetExtension(file)))
            .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Intersect(NotOurs).Any());

    static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
