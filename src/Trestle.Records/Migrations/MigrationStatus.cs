namespace Trestle;

/// <summary>
/// Where a migration stands: applied, pending, or missing, which is applied but not among the application's any more.
/// </summary>
public sealed record MigrationStatus(string Id, bool IsApplied, bool IsMissing)
{
    public bool IsPending => !IsApplied;

    /// <summary>"20250131120000" of "20250131120000_CreateArticles".</summary>
    public string Version => Id.Split('_')[0];

    /// <summary>"CreateArticles" of "20250131120000_CreateArticles".</summary>
    public string Name => Id[(Id.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
