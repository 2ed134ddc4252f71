namespace Trestle;

/// <summary>
/// A box that must be ticked, such as the one for the terms of use. On a <c>bool?</c> null passes: nobody was asked.
/// </summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class AcceptedAttribute : RuleAttribute
{
    internal override Judge Bind(RuleSite site) => site.Type == typeof(bool)
        ? static (_, value) => value is false ? Wording.NotAccepted : null
        : throw new InvalidOperationException(
            $"""
            {site} is declared [Accepted], but is of type {site.Type.Name}.

            Make it a box to tick: bool? {site.Property.Name}
            """);
}
