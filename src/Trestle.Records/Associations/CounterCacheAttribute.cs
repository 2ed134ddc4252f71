namespace Trestle;

/// <summary>
/// Counts the records of this class in a column of the one they belong to: <c>[CounterCache] public Article? Article</c>
/// of a comment keeps <c>Article.CommentsCount</c>, in one statement however many save at once.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CounterCacheAttribute(string? column = null) : Attribute
{
    /// <summary>The property that counts; null for the plural of the class and "Count".</summary>
    public string? Column { get; } = column;
}
