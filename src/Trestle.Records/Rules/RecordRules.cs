using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Trestle;

/// <summary>The rules a record class declares by attributes, read once.</summary>
// Read here and not by DataAnnotations' Validator, whose process-wide cache would keep the classes of old releases
// alive.
sealed class RecordRules
{
    readonly PropertyRules[] properties;
    readonly ValidationAttribute[] wholeRecord;

    RecordRules(Type record)
    {
        properties = [.. record.GetProperties().Select(p => new PropertyRules(p)).Where(p => p.HasRules)];
        wholeRecord = [.. record.GetCustomAttributes<ValidationAttribute>().Where(a => a is not UniqueAttribute)];
        Unique = [.. UniqueRule.DeclaredBy(record)];
    }

    public IReadOnlyList<UniqueRule> Unique { get; }

    public void Check(Record record, Errors errors)
    {
        foreach (var property in properties)
            property.Check(record, errors);

        foreach (var rule in wholeRecord)
        {
            var context = new ValidationContext(record) { DisplayName = record.GetType().Name };

            if (rule.GetValidationResult(record, context) is { ErrorMessage: { } message })
                errors.Add(message);
        }
    }

    /// <summary>The rules of a record class and of those that derive from it.</summary>
    internal sealed class Book
    {
        readonly ConcurrentDictionary<Type, RecordRules> all = new();

        public RecordRules For(Type record) => all.GetOrAdd(record, type => new(type));
    }
}

sealed class PropertyRules
{
    readonly PropertyInfo property;
    readonly RequiredAttribute? required;
    readonly ValidationAttribute[] others;
    readonly HashSet<Type> worded;
    readonly string label;

    public PropertyRules(PropertyInfo property)
    {
        this.property = property;

        var rules = property.GetCustomAttributes<ValidationAttribute>().Where(a => a is not UniqueAttribute).ToArray();

        required = rules.OfType<RequiredAttribute>().FirstOrDefault();
        others = [.. rules.Where(a => a is not RequiredAttribute), .. OfEnum(property.PropertyType)];
        worded = [.. property.GetCustomAttributesData().Where(IsWordedByTheAuthor).Select(a => a.AttributeType)];
        label = FieldError.Label(property.Name);
    }

    public bool HasRules => required is not null || others.Length > 0;

    public void Check(Record record, Errors errors)
    {
        var value = property.GetValue(record);

        // What is not there is not also too short.
        if (required?.IsValid(value) == false)
        {
            errors.Add(property.Name, Message(required, value, null));
            return;
        }

        var context = new ValidationContext(record) { MemberName = property.Name, DisplayName = label };

        foreach (var rule in others.Where(r => !PassesWhenEmpty(r, value)))
        {
            if (rule.GetValidationResult(value, context) is { } failure)
                errors.Add(property.Name, Message(rule, value, failure));
        }
    }

    string Message(ValidationAttribute rule, object? value, ValidationResult? failure) =>
        worded.Contains(rule.GetType())
            ? rule.FormatErrorMessage(label)
            : Wording.Of(rule, value) ?? failure?.ErrorMessage ?? rule.FormatErrorMessage(label);

    // An enum of C# holds any number; only those it names mean something.
    static ValidationAttribute[] OfEnum(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } of ? [new EnumDataTypeAttribute(of)] : [];

    // An optional field left empty in a form comes as "".
    static bool PassesWhenEmpty(ValidationAttribute rule, object? value) => value is "" && rule is DataTypeAttribute;

    // ErrorMessage itself cannot tell: some attributes set it to a default of their own.
    static bool IsWordedByTheAuthor(CustomAttributeData attribute) =>
        attribute.NamedArguments.Any(a => a.MemberName is nameof(ValidationAttribute.ErrorMessage)
            or nameof(ValidationAttribute.ErrorMessageResourceName));
}
