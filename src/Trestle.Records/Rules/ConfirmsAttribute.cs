namespace Trestle;

/// <summary>
/// The value repeats another, to catch slips of the finger: <c>[Confirms(nameof(Email))] string?
/// EmailConfirmation</c>. Unlike with <c>[Compare]</c> null passes, so that a record loaded from the database, where
/// nothing is repeated, can be saved.
/// </summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class ConfirmsAttribute(string property) : RuleAttribute
{
    public string Property { get; } = property;

    public bool IgnoreCase { get; init; }

    internal override Judge Bind(RuleSite site)
    {
        var other = site.Sibling(Property) ?? throw NoSuchProperty(site);
        var fault = Wording.Unmatched(other.Name);

        return (record, value) => value is null || IsSame(value, other.GetValue(record)) ? null : fault;
    }

    bool IsSame(object value, object? original) => IgnoreCase && value is string text
        ? text.Equals(original as string, StringComparison.OrdinalIgnoreCase)
        : value.Equals(original);

    InvalidOperationException NoSuchProperty(RuleSite site) => new(
        $"""
        {site} is declared [Confirms("{Property}")], but {site.Owner.Name} has no property of that name.

        Name it by nameof, so that the compiler checks it: [Confirms(nameof({Property}))]
        """);
}
