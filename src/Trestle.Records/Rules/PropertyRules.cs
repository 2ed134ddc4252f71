using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Trestle;

/// <summary>The rules that one property of a record class declares.</summary>
sealed class PropertyRules
{
    readonly PropertyInfo property;
    readonly PropertyRule[] rules;

    public PropertyRules(RuleSite site)
    {
        property = site.Property;

        var worded = site.Property.GetCustomAttributesData().Where(IsWordedByTheAuthor).Select(a => a.AttributeType).ToHashSet();
        var declared = site.Property.GetCustomAttributes<ValidationAttribute>()
            .Where(a => a is not UniqueAttribute)
            .Concat(OfEnum(site.Property.PropertyType));

        rules = [.. declared.Select(a => Rule(a)).OrderByDescending(r => r.WantsPresence)];

        PropertyRule Rule(ValidationAttribute attribute) => attribute is RuleAttribute own
            ? new BoundRule(own, site)
            : new AnnotationRule(attribute, worded.Contains(attribute.GetType()), site);
    }

    public bool HasRules => rules.Length > 0;

    public void Check(Record record, Errors errors)
    {
        var value = property.GetValue(record);

        foreach (var rule in rules)
        {
            if (rule.FaultOf(record, value) is not { } fault)
                continue;

            errors.Add(property.Name, fault);

            // What is not there is not also too short.
            if (rule.WantsPresence)
                return;
        }
    }

    // An enum of C# holds any number; only those it names mean something.
    static ValidationAttribute[] OfEnum(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } of ? [new EnumDataTypeAttribute(of)] : [];

    // ErrorMessage itself cannot tell: some attributes set it to a default of their own.
    static bool IsWordedByTheAuthor(CustomAttributeData attribute) =>
        attribute.NamedArguments.Any(a => a.MemberName is nameof(ValidationAttribute.ErrorMessage)
            or nameof(ValidationAttribute.ErrorMessageResourceName));
}
