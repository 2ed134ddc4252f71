namespace Trestle.Generators.Tests;

/// <summary>Source text that the analyzers judge and nobody runs, in sections headed "== name".</summary>
static class Sample
{
    public static string Of(string file, string section)
    {
        using var stream = typeof(Sample).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);

        return reader.ReadToEnd().ReplaceLineEndings("\n").Split("== ")
            .Single(part => part.StartsWith(section + '\n', StringComparison.Ordinal))[section.Length..].Trim();
    }
}
