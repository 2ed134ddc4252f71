using System.Collections;

namespace Trestle;

/// <summary>Rails' notion of nothing: null, white space, an empty collection.</summary>
static class Blank
{
    public static bool Is(object? value) => value switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        ICollection entries => entries.Count == 0,
        _ => false,
    };

    public static void RefuseNeverBlank(RuleSite site, RuleAttribute rule)
    {
        var type = site.Property.PropertyType;

        if (type.IsValueType && Nullable.GetUnderlyingType(type) is null)
            throw new InvalidOperationException(
                $"""
                {site} is declared [{rule.Name}], but is of type {type.Name}, which is never blank.

                Let it be null: {type.Name}? {site.Property.Name}
                """);
    }
}
