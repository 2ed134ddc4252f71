namespace Trestle;

/// <summary>
/// How the value stands to a constant or to another property: <c>[Comparison(GreaterThan = nameof(StartsOn))]</c>,
/// <c>[Comparison(LessThan = "2100-01-01")]</c>. Null passes, on either side.
/// </summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class ComparisonAttribute : BoundsAttribute
{
    internal override Judge Bind(RuleSite site)
    {
        var bounds = BoundsAt(site, site.Type);

        return bounds.Length > 0 ? (record, value) => FaultOf(record, value, bounds) : throw ComparesWithNothing(site);
    }

    static InvalidOperationException ComparesWithNothing(RuleSite site) => new(
        $"""
        {site} is declared [Comparison], but not with what it is compared.

        Name a property or give a value: [Comparison(GreaterThan = 0)]
        """);
}
