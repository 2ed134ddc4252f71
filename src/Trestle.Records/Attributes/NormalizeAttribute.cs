using System.Text.RegularExpressions;

namespace Trestle;

/// <summary>
/// Puts a text in order wherever it meets the record: assigned, validated, written, and looked for. Trims it, and more
/// where told: <c>[Normalize(Lower = true)] public string Email</c>. For rules of your own derive from it and override
/// <see cref="Normalize"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public partial class NormalizeAttribute : Attribute
{
    /// <summary>Takes white space from both ends. On unless told otherwise.</summary>
    public bool Trim { get; init; } = true;

    /// <summary>Makes one space of each run of white space.</summary>
    public bool Squish { get; init; }

    public bool Lower { get; init; }

    public bool Upper { get; init; }

    /// <summary>Makes null of an empty text: what was left empty in a form is not there.</summary>
    public bool EmptyToNull { get; init; }

    /// <summary>
    /// The value in order. What is in order already must come back the same. A null is never asked about.
    /// </summary>
    public virtual object? Normalize(object value) => value is string text ? InOrder(text) : value;

    string? InOrder(string text)
    {
        if (Squish)
            text = WhiteSpace().Replace(text, " ");

        if (Trim)
            text = text.Trim();

        if (Lower)
            text = text.ToLowerInvariant();

        if (Upper)
            text = text.ToUpperInvariant();

        return EmptyToNull && text.Length == 0 ? null : text;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
