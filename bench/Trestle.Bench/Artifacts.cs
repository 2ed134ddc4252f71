namespace Trestle.Bench;

/// <summary>Where what was built lies, and what is built at run time goes.</summary>
static class Artifacts
{
    static readonly DirectoryInfo Output = new(AppContext.BaseDirectory); // artifacts/bin/Trestle.Bench/release

    public static string AssemblyOf(string project)
    {
        var assembly = Path.Combine(Output.Parent!.Parent!.FullName, project, Output.Name, $"{project}.dll");

        return File.Exists(assembly)
            ? assembly
            : throw new BenchException($"{project} is not built: there is no {assembly}.\n\nRun bin/bench, which builds it.");
    }

    public static DirectoryInfo Folder(string name) =>
        Directory.CreateDirectory(Path.Combine(Output.Parent!.Parent!.Parent!.FullName, name));

    /// <summary>The files beside this program's own source.</summary>
    public static string Source(string name) =>
        Path.Combine(Output.Parent!.Parent!.Parent!.Parent!.FullName, "bench", name);
}
