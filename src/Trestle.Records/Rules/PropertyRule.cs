using System.ComponentModel.DataAnnotations;

namespace Trestle;

/// <summary>One rule at one property.</summary>
abstract class PropertyRule(ValidationAttribute attribute)
{
    public bool IsStrict => Attribute is RuleAttribute { Strict: true };

    public bool WantsPresence => Attribute is RequiredAttribute or PresentAttribute;

    protected ValidationAttribute Attribute { get; } = attribute;

    /// <summary>What to tell the person whose value it is; null when the rule is kept.</summary>
    public abstract RuleFault? FaultOf(object owner, object? value);
}

/// <summary>A rule of Trestle's own.</summary>
sealed class BoundRule(RuleAttribute rule, RuleSite site) : PropertyRule(rule)
{
    readonly string label = FieldError.Label(site.Property.Name);
    readonly bool isWordedByTheAuthor = rule.IsWordedByTheAuthor;
    readonly Judge judge = rule.JudgeAt(site);

    public override RuleFault? FaultOf(object owner, object? value) => judge(owner, value) is { } fault
        ? isWordedByTheAuthor ? fault.WordedAs(Attribute.FormatErrorMessage(label)) : fault
        : null;
}

/// <summary>A rule of DataAnnotations, or one that the application derived from theirs.</summary>
sealed class AnnotationRule(ValidationAttribute rule, bool isWordedByTheAuthor, RuleSite site) : PropertyRule(rule)
{
    readonly string label = FieldError.Label(site.Property.Name);

    // Theirs say whether they look at more than the value; of others only the call tells.
    readonly bool needsContext =
        rule.RequiresValidationContext || rule.GetType().Assembly != typeof(ValidationAttribute).Assembly;

    public override RuleFault? FaultOf(object owner, object? value)
    {
        if (PassesWhenEmpty(value))
            return null;

        if (!needsContext)
            return Attribute.IsValid(value) ? null : FaultWith(value, null);

        var context = new ValidationContext(owner) { MemberName = site.Property.Name, DisplayName = label };

        return Attribute.GetValidationResult(value, context) is { } failure ? FaultWith(value, failure) : null;
    }

    // An optional field left empty in a form comes as "".
    bool PassesWhenEmpty(object? value) => value is "" && Attribute is DataTypeAttribute;

    RuleFault FaultWith(object? value, ValidationResult? failure) => Wording.Of(Attribute, value) switch
    {
        { } fault => isWordedByTheAuthor ? fault.WordedAs(Attribute.FormatErrorMessage(label)) : fault,
        null => Wording.Invalid.WordedAs(isWordedByTheAuthor ? Attribute.FormatErrorMessage(label) : failure?.ErrorMessage ?? Attribute.FormatErrorMessage(label)),
    };
}
