using System.Globalization;
using System.Reflection;

namespace Trestle;

/// <summary>A bound as an attribute gives it: <c>GreaterThan = 0</c>.</summary>
sealed record GivenBound(string Option, object? Limit, string Words, Predicate<int> Holds);

/// <summary>A bound at the property it is for: its limit is a value of that property's type, or another property.</summary>
sealed class Bound
{
    readonly GivenBound given;
    readonly PropertyInfo? other;
    readonly object? constant;
    readonly RuleFault fault;

    /// <param name="type">What is compared: the property's type, or the decimal that a text spells.</param>
    public Bound(RuleSite site, Type type, RuleAttribute rule, GivenBound given)
    {
        this.given = given;
        other = given.Limit is string name ? site.Sibling(name) : null;
        constant = other is null ? Constant(type, given.Limit!) : null;

        if (other is null && constant is null)
            throw Unknown(site, type, rule);

        if (other is not null && !AreComparable(type, TypeOf(other)))
            throw Unlike(site, type, rule, other);

        fault = other is null ? Wording.MustBe(given.Words, constant!) : Wording.MustBeAsTo(given.Words, other.Name);
    }

    public RuleFault? FaultOf(object record, object value)
    {
        if (value is double.NaN or float.NaN)
            return Wording.NotANumber;

        return Limit(record) is not { } limit || given.Holds(Compare(value, limit)) ? null : fault;
    }

    object? Limit(object record) => other is null ? constant : other.GetValue(record);

    static int Compare(object value, object limit) => value switch
    {
        string text when limit is string other => string.CompareOrdinal(text, other),
        _ when Number.IsOne(value.GetType()) => Number.Compare(value, limit),
        _ => ((IComparable)value).CompareTo(limit),
    };

    /// <summary>
    /// The value an attribute means, which can hold neither dates nor decimals: they are written as texts. Null when it
    /// is not one of that type.
    /// </summary>
    static object? Constant(Type type, object given) => given switch
    {
        string text when Number.IsOne(type) => Number.TryRead(text, out var number) ? number : null,
        string text => Moment(type, text),
        _ when Number.IsOne(type) => Number.IsOne(given.GetType()) ? given : null,
        _ => given.GetType() == type && given is IComparable ? given : null,
    };

    static object? Moment(Type type, string text)
    {
        var culture = CultureInfo.InvariantCulture;

        if (type == typeof(DateOnly))
            return DateOnly.TryParse(text, culture, out var date) ? date : null;

        if (type == typeof(DateTime))
            return DateTime.TryParse(text, culture, DateTimeStyles.RoundtripKind, out var moment) ? moment : null;

        if (type == typeof(DateTimeOffset))
            return DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

        if (type == typeof(TimeOnly))
            return TimeOnly.TryParse(text, culture, out var time) ? time : null;

        return type == typeof(TimeSpan) && TimeSpan.TryParse(text, culture, out var span) ? span : null;
    }

    static bool AreComparable(Type one, Type other) =>
        (Number.IsOne(one) && Number.IsOne(other)) || (one == other && one.IsAssignableTo(typeof(IComparable)));

    InvalidOperationException Unknown(RuleSite site, Type type, RuleAttribute rule) => new(
        $"""
        {site} is declared {Source(rule)}, which is neither a property of {site.Owner.Name} nor a value of type {type.Name}.

        Name a property by nameof, so that the compiler checks it, or give a value; a date or a decimal as text:

            [{rule.Name}({given.Option} = nameof(Minimum))]
            [{rule.Name}({given.Option} = "2030-12-31")]
        """);

    InvalidOperationException Unlike(RuleSite site, Type type, RuleAttribute rule, PropertyInfo unlike) => new(
        $"""
        {site} is declared {Source(rule)}, but {type.Name} and {TypeOf(unlike).Name} cannot be compared.

        Give both properties the same type.
        """);

    string Source(RuleAttribute rule) => $"[{rule.Name}({given.Option} = {Literal(given.Limit!)})]";

    static string Literal(object limit) => limit is string text ? $"\"{text}\"" : Wording.Text(limit);

    static Type TypeOf(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
}
