using System.Collections.Immutable;

namespace Trestle;

/// <summary>What is wrong with a value: the kind of fault, its values, and the English for it, which follows the field's name.</summary>
sealed record RuleFault(string Kind, string English, params ImmutableArray<(string Name, object? Value)> Values)
{
    /// <summary>The author has put it into words, and nobody puts it into others.</summary>
    public bool IsFixed { get; init; }

    public RuleFault WordedAs(string message) => this with { English = message, IsFixed = true };

    /// <summary>The same said of a whole record.</summary>
    public RuleFault Of(string record) => this with { English = $"{FieldError.Label(record)} {English}" };
}
