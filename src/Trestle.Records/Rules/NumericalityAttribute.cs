namespace Trestle;

/// <summary>
/// What kind of number it is, and within which bounds: <c>[Numericality(OnlyInteger = true, GreaterThan = 0)]</c>. On
/// a string, that it is a number at all. Null and an empty field pass.
/// </summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class NumericalityAttribute : BoundsAttribute
{
    public bool OnlyInteger { get; init; }

    public bool Odd { get; init; }

    public bool Even { get; init; }

    internal override Judge Bind(RuleSite site)
    {
        RefuseOtherThanNumbers(site);
        var bounds = BoundsAt(site, site.Type == typeof(string) ? typeof(decimal) : site.Type);

        return (record, value) => NumberFault(record, value, bounds);
    }

    RuleFault? NumberFault(object record, object? value, Bound[] bounds)
    {
        if (value is null or "")
            return null;

        if (!Number.TryRead(value, out var number))
            return Wording.NotANumber;

        return KindFault(number) ?? FaultOf(record, number, bounds);
    }

    RuleFault? KindFault(object number)
    {
        if (OnlyInteger && Number.Remainder(number, 1) != 0)
            return Wording.NotAnInteger;

        if (Odd && Math.Abs(Number.Remainder(number, 2)) != 1)
            return Wording.NotOdd;

        return Even && Number.Remainder(number, 2) != 0 ? Wording.NotEven : null;
    }

    static void RefuseOtherThanNumbers(RuleSite site)
    {
        if (site.Type != typeof(string) && !Number.IsOne(site.Type))
            throw new InvalidOperationException(
                $"""
                {site} is declared [Numericality], but is of type {site.Type.Name}, which is no number.

                Compare what is no number by [Comparison].
                """);
    }
}
