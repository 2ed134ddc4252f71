namespace Trestle;

/// <summary>
/// The bounds that <see cref="ComparisonAttribute"/> and <see cref="NumericalityAttribute"/> take: a value, or the name
/// of another property.
/// </summary>
public abstract class BoundsAttribute : RuleAttribute
{
    private protected BoundsAttribute()
    {
    }

    public object? GreaterThan { get; init; }

    public object? GreaterThanOrEqualTo { get; init; }

    public object? EqualTo { get; init; }

    public object? LessThan { get; init; }

    public object? LessThanOrEqualTo { get; init; }

    public object? OtherThan { get; init; }

    private protected Bound[] BoundsAt(RuleSite site, Type type) =>
        [.. Given().Where(given => given.Limit is not null).Select(given => new Bound(site, type, this, given))];

    private protected static RuleFault? FaultOf(object record, object? value, Bound[] bounds)
    {
        if (value is null)
            return null;

        foreach (var bound in bounds)
            if (bound.FaultOf(record, value) is { } fault)
                return fault;

        return null;
    }

    IEnumerable<GivenBound> Given() =>
    [
        new(nameof(GreaterThan), GreaterThan, "greater than", order => order > 0),
        new(nameof(GreaterThanOrEqualTo), GreaterThanOrEqualTo, "greater than or equal to", order => order >= 0),
        new(nameof(EqualTo), EqualTo, "equal to", order => order == 0),
        new(nameof(LessThan), LessThan, "less than", order => order < 0),
        new(nameof(LessThanOrEqualTo), LessThanOrEqualTo, "less than or equal to", order => order <= 0),
        new(nameof(OtherThan), OtherThan, "other than", order => order != 0),
    ];
}
