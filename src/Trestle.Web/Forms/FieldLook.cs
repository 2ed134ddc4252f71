namespace Trestle;

/// <summary>What an author says of a field in a view, beyond which one it is.</summary>
sealed record FieldLook(string? Label, string? Hint, Dictionary<string, object>? Attributes);
