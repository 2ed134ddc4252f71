using System.ComponentModel.DataAnnotations;

namespace Trestle;

/// <summary>
/// A rule of Trestle's own, beside those of DataAnnotations: one of <see cref="PresentAttribute"/>,
/// <see cref="AbsentAttribute"/>, <see cref="ComparisonAttribute"/> and their like. Derive rules of the application's
/// from <see cref="ValidationAttribute"/>.
/// </summary>
public abstract class RuleAttribute : ValidationAttribute
{
    private protected RuleAttribute()
    {
    }

    /// <summary>A property of type bool: the rule counts while it is true.</summary>
    public string? When { get; init; }

    /// <summary>A property of type bool: the rule counts while it is false.</summary>
    public string? Unless { get; init; }

    /// <summary>
    /// The only context the rule counts in: <c>"create"</c>, <c>"update"</c>, or one of the application's own that it
    /// names when it saves: <c>SaveAsync("publish")</c>.
    /// </summary>
    public string? On { get; init; }

    /// <summary>
    /// Breaking it is a fault of the program, and no message for a person: a save throws a <see cref="StrictRuleException"/>.
    /// </summary>
    public bool Strict { get; init; }

    public sealed override bool RequiresValidationContext => true;

    // By default the attribute's type: of two on one property DataAnnotations' Validator would see the last only.
    public sealed override object TypeId => this;

    internal bool IsWordedByTheAuthor => ErrorMessage is not null || ErrorMessageResourceName is not null;

    /// <summary>"Present", as it stands in the source.</summary>
    internal string Name => NameOf(GetType());

    internal static string NameOf(Type attribute) =>
        attribute.Name.EndsWith("Attribute", StringComparison.Ordinal) ? attribute.Name[..^9] : attribute.Name;

    /// <summary>
    /// Refuses a declaration that makes no sense; else gives what is asked of each value: what is wrong with it, or
    /// null.
    /// </summary>
    internal abstract Judge Bind(RuleSite site);

    internal Judge JudgeAt(RuleSite site) => RuleGate.Before(Bind(site), new(Name, When, Unless, On), site);

    // For those who ask DataAnnotations' way. Records bind once.
    protected sealed override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var site = RuleSite.Of(validationContext, this);

        return JudgeAt(site)(validationContext.ObjectInstance, value) is { } fault
            ? new(Sentence(validationContext.DisplayName, fault.English), [site.Property.Name])
            : ValidationResult.Success;
    }

    string Sentence(string field, string fault) => IsWordedByTheAuthor ? FormatErrorMessage(field) : $"{field} {fault}";
}

/// <summary>Says what is wrong with a property's value, or null.</summary>
delegate RuleFault? Judge(object record, object? value);
