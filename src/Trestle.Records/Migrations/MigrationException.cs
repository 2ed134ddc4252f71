namespace Trestle;

/// <summary>A migration that could not be applied or undone; the message says where it stopped and why.</summary>
public sealed class MigrationException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The id of the migration; null when it is not about one.</summary>
    public string? Migration { get; internal init; }
}
