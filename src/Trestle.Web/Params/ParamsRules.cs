using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Trestle;

/// <summary>Judges params that are no record by the attributes of their class, and what is inside of them.</summary>
sealed class ParamsRules
{
    // Weak keys: what is known of a type goes with its assembly.
    static readonly ConditionalWeakTable<Type, ParamsRules> known = [];

    readonly Rule[] rules;
    readonly PropertyInfo[] nested;

    ParamsRules(Type type)
    {
        PropertyInfo[] properties = [.. type.GetProperties().Where(property => property.CanRead && property.GetIndexParameters().Length == 0)];
        rules = [.. properties.SelectMany(property => RulesOf(new(type, property))).OrderByDescending(rule => rule.One.WantsPresence)];
        nested = [.. properties.Where(property => ParamsMember.IsParams(Field.ListItem(property.PropertyType) ?? property.PropertyType))];
    }

    public static void Check(object input, Errors errors, string path = "")
    {
        var rules = known.GetValue(input.GetType(), static type => new(type));

        rules.CheckOwn(input, errors, path);
        rules.CheckNested(input, errors, path);
    }

    void CheckOwn(object input, Errors errors, string path)
    {
        HashSet<PropertyInfo> missing = [];

        // What is not there is not also too short.
        foreach (var (property, rule) in rules)
            if (!missing.Contains(property) && rule.FaultOf(input, property.GetValue(input)) is { } fault)
            {
                errors.Add(path + property.Name, fault);

                if (rule.WantsPresence)
                    missing.Add(property);
            }
    }

    void CheckNested(object input, Errors errors, string path)
    {
        foreach (var property in nested)
        {
            var value = property.GetValue(input);
            var row = 0;

            if (value is IEnumerable many)
                foreach (var one in many)
                    Check(one, errors, $"{path}{property.Name}[{row++}].");
            else if (value is not null)
                Check(value, errors, $"{path}{property.Name}.");
        }
    }

    static IEnumerable<Rule> RulesOf(RuleSite site)
    {
        var worded = Declared.DataOn(site.Property).Where(PropertyRules.IsWordedByTheAuthor).Select(data => data.AttributeType).ToHashSet();

        return Declared.AllOn<ValidationAttribute>(site.Property).Select(attribute => new Rule(site.Property, attribute is RuleAttribute own
            ? new BoundRule(own, site)
            : new AnnotationRule(attribute, worded.Contains(attribute.GetType()), site)));
    }

    sealed record Rule(PropertyInfo Property, PropertyRule One);
}
