using System.Reflection;

namespace Trestle;

/// <summary>When a rule is asked at all: its <c>When</c>, <c>Unless</c> and <c>On</c>.</summary>
static class RuleGate
{
    /// <summary>The judge itself where nothing is in its way.</summary>
    public static Judge Before(Judge judge, RuleAttribute rule, RuleSite site)
    {
        if (rule.When is { } when)
            judge = If(Condition(site, rule, nameof(rule.When), when), wanted: true, judge);

        if (rule.Unless is { } unless)
            judge = If(Condition(site, rule, nameof(rule.Unless), unless), wanted: false, judge);

        return rule.On is { } context ? In(context, judge, rule, site) : judge;
    }

    static Judge If(PropertyInfo condition, bool wanted, Judge judge) =>
        (record, value) => condition.GetValue(record) is bool holds && holds == wanted ? judge(record, value) : null;

    static Judge In(string context, Judge judge, RuleAttribute rule, RuleSite site) =>
        site.Owner.IsAssignableTo(typeof(Record))
            ? (record, value) => ((Record)record).IsValidatedFor(context) ? judge(record, value) : null
            : throw new InvalidOperationException(
                $"""
                {site} is declared [{rule.Name}(On = "{context}")], but {site.Owner.Name} is no record: only they are created and updated.

                Name a bool of {site.Owner.Name} instead: [{rule.Name}(When = nameof(IsWanted))]
                """);

    static PropertyInfo Condition(RuleSite site, RuleAttribute rule, string option, string name)
    {
        var condition = site.Sibling(name) ?? throw new InvalidOperationException(
            $"""
            {site} is declared [{rule.Name}({option} = "{name}")], but {site.Owner.Name} has no property of that name.

            Add it, or name another by nameof, so that the compiler checks it:

                bool {name} => ...;
            """);

        return condition.PropertyType == typeof(bool) ? condition : throw new InvalidOperationException(
            $"""
            {site} is declared [{rule.Name}({option} = "{name}")], but {name} is of type {condition.PropertyType.Name}, which is neither true nor false.

            Name a property of type bool:

                bool Has{name} => ...;
            """);
    }
}
