namespace Blog.Tests;

/// <summary>Where things lie.</summary>
static class Repository
{
    /// <summary>What builds and tests leave behind; this very program lies three folders below.</summary>
    public static string Artifacts { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", ".."));

    public static string Screenshots { get; } = Path.Combine(Artifacts, "screenshots");
}
