using System.Runtime.CompilerServices;

namespace Trestle.Architecture.Tests;

static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
