namespace Trestle;

/// <summary>
/// The value must be there: not null, not white space, not empty. Unlike <c>[Required]</c> it leaves the column
/// nullable, and so suits what is wanted only at times.
/// </summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class PresentAttribute : RuleAttribute
{
    internal override Judge Bind(RuleSite site)
    {
        Blank.RefuseNeverBlank(site, this);

        return static (_, value) => Blank.Is(value) ? Wording.Blank : null;
    }
}

/// <summary>The value must not be there: it is null, white space or empty.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class AbsentAttribute : RuleAttribute
{
    internal override Judge Bind(RuleSite site)
    {
        Blank.RefuseNeverBlank(site, this);

        return static (_, value) => Blank.Is(value) ? null : Wording.NotBlank;
    }
}
