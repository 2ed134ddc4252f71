using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;

namespace Trestle;

/// <summary>The rules that one property of a record class declares.</summary>
sealed class PropertyRules
{
    readonly PropertyInfo property;
    readonly PropertyRule[] rules;
    readonly bool isStoredText;

    public PropertyRules(RuleSite site)
    {
        property = site.Property;

        isStoredText = IsStoredText(property);

        var worded = site.Property.GetCustomAttributesData().Where(IsWordedByTheAuthor).Select(a => a.AttributeType).ToHashSet();
        var declared = site.Property.GetCustomAttributes<ValidationAttribute>()
            .Where(a => a is not UniqueAttribute)
            .Concat(OfEnum(site.Property.PropertyType));

        rules = [.. declared.Select(a => Rule(a)).OrderByDescending(r => r.WantsPresence)];

        PropertyRule Rule(ValidationAttribute attribute) => attribute is RuleAttribute own
            ? new BoundRule(own, site)
            : new AnnotationRule(attribute, worded.Contains(attribute.GetType()), site);
    }

    public bool HasRules => rules.Length > 0 || isStoredText;

    public void Check(Record record, Errors errors)
    {
        var value = Record.Held(property, record);

        if (isStoredText && value is string text && !StorableText.Is(text))
            errors.Add(property.Name, Wording.NotStorable);

        foreach (var rule in rules)
        {
            if (rule.FaultOf(record, value) is not { } fault)
                continue;

            if (rule.IsStrict)
                throw new StrictRuleException(record, errors.Worded(property.Name, fault), record.ShownValue(property.Name, value));

            errors.Add(property.Name, fault);

            // What is not there is not also too short.
            if (rule.WantsPresence)
                return;
        }
    }

    // An enum of C# holds any number; only those it names mean something.
    static ValidationAttribute[] OfEnum(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } of ? [new EnumDataTypeAttribute(of)] : [];

    // A password is hashed, and of what is encrypted the bytes are stored.
    static bool IsStoredText(PropertyInfo property) =>
        property.PropertyType == typeof(string)
        && property.CanWrite
        && !property.IsDefined(typeof(NotMappedAttribute))
        && !property.IsDefined(typeof(SecurePasswordAttribute))
        && !property.IsDefined(typeof(EncryptedAttribute));

    // ErrorMessage itself cannot tell: some attributes set it to a default of their own.
    internal static bool IsWordedByTheAuthor(CustomAttributeData attribute) =>
        attribute.NamedArguments.Any(a => a.MemberName is nameof(ValidationAttribute.ErrorMessage)
            or nameof(ValidationAttribute.ErrorMessageResourceName));
}
