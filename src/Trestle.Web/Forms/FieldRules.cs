using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Trestle;

/// <summary>
/// What a property's rules let a browser know before the form is sent. <c>[Required]</c> is told to screen readers only: a browser that held the form
/// back would show its own words in place of the application's. A length is not told at all: a browser would cut off what is pasted, without a word.
/// </summary>
sealed class FieldRules(PropertyInfo property)
{
    readonly string? isRequired = Declared.On<RequiredAttribute>(property) is not null ? "true" : null;
    readonly RangeAttribute? range = Declared.On<RangeAttribute>(property);
    readonly string? step = IsWhole(property.PropertyType) ? null : "any";

    /// <summary>The attributes for an input of this type, a textarea or a select; those that are null are left out.</summary>
    public IEnumerable<KeyValuePair<string, object?>> For(string type) => type switch
    {
        "text" or "search" or "tel" or "url" or "email" or "password" or "textarea" or "select" or "radio" or "file" => [new("aria-required", isRequired)],
        "number" => [.. Ends, new("step", step), new("aria-required", isRequired)],
        "range" => [.. Ends, new("step", step)],
        "date" or "time" or "datetime-local" or "month" or "week" => [.. Ends, new("aria-required", isRequired)],
        _ => [],
    };

    KeyValuePair<string, object?>[] Ends => [new("min", Neutral(range?.Minimum)), new("max", Neutral(range?.Maximum))];

    static string? Neutral(object? end) => Convert.ToString(end, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    // A browser takes whole numbers only, unless it is told otherwise.
    static bool IsWhole(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var plain
        && plain != typeof(decimal) && plain != typeof(double) && plain != typeof(float);
}
