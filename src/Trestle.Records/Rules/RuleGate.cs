using System.Reflection;

namespace Trestle;

/// <summary>When a rule is asked at all, as its attribute says.</summary>
sealed record Condition(string Rule, string? When, string? Unless, string? On)
{
    public bool IsAlways => When is null && Unless is null && On is null;
}

/// <summary>Asks a rule only when its condition holds.</summary>
static class RuleGate
{
    /// <summary>The judge itself where nothing is in its way.</summary>
    public static Judge Before(Judge judge, Condition rule, RuleSite site)
    {
        if (rule.When is { } when)
            judge = If(Condition(site, rule, nameof(rule.When), when), wanted: true, judge);

        if (rule.Unless is { } unless)
            judge = If(Condition(site, rule, nameof(rule.Unless), unless), wanted: false, judge);

        return rule.On is { } context ? In(context, judge, rule, site) : judge;
    }

    static Judge If(PropertyInfo condition, bool wanted, Judge judge) =>
        (record, value) => condition.GetValue(record) is bool holds && holds == wanted ? judge(record, value) : null;

    static Judge In(string context, Judge judge, Condition rule, RuleSite site) =>
        site.Owner.IsAssignableTo(typeof(Record))
            ? (record, value) => ((Record)record).IsValidatedFor(context) ? judge(record, value) : null
            : throw new InvalidOperationException(
                $"""
                {site} is declared [{rule.Rule}(On = "{context}")], but {site.Owner.Name} is no record: only they are created and updated.

                Name a bool of {site.Owner.Name} instead: [{rule.Rule}(When = nameof(IsWanted))]
                """);

    static PropertyInfo Condition(RuleSite site, Condition rule, string option, string name)
    {
        var condition = site.Sibling(name) ?? throw new InvalidOperationException(
            $"""
            {site} is declared [{rule.Rule}({option} = "{name}")], but {site.Owner.Name} has no property of that name.

            Add it, or name another by nameof, so that the compiler checks it:

                bool {name} => ...;
            """);

        return condition.PropertyType == typeof(bool) ? condition : throw new InvalidOperationException(
            $"""
            {site} is declared [{rule.Rule}({option} = "{name}")], but {name} is of type {condition.PropertyType.Name}, which is neither true nor false.

            Name a property of type bool:

                bool Has{name} => ...;
            """);
    }
}
