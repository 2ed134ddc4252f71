using System.ComponentModel.DataAnnotations;

namespace Trestle;

/// <summary>
/// No two records may share the value: <c>[Unique]</c> on a property, or <c>[Unique(nameof(Slug), nameof(BlogId))]</c>
/// on the class for a slug that is unique within its blog. The model wants a unique index for it, unless it is for some records only: then
/// the migration makes a partial one.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class, AllowMultiple = true)]
public sealed class UniqueAttribute(params string[] properties) : ValidationAttribute
{
    /// <summary>The properties that are unique together; the message goes to the first.</summary>
    public IReadOnlyList<string> Properties { get; } = properties;

    /// <inheritdoc cref="RuleAttribute.When"/>
    public string? When { get; init; }

    /// <inheritdoc cref="RuleAttribute.Unless"/>
    public string? Unless { get; init; }

    /// <inheritdoc cref="RuleAttribute.On"/>
    public string? On { get; init; }

    internal Condition Condition => new(RuleAttribute.NameOf(GetType()), When, Unless, On);

    // The database is asked when the record is saved, not here.
    public override bool IsValid(object? value) => true;
}
