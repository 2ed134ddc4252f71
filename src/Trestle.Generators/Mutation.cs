using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Trestle.Generators;

/// <summary>Why a type is not deeply immutable.</summary>
/// <param name="Path">The members that lead there from the type; none when the type itself is the fault.</param>
/// <param name="Fact">What is found there: "is List&lt;Line&gt;".</param>
/// <param name="Cure">What to do about it: "Make it ImmutableList&lt;Line&gt;".</param>
/// <param name="IsCertain">False for what is only not known to be immutable, as an interface is.</param>
sealed record Mutation(ImmutableArray<string> Path, string Fact, string Cure, bool IsCertain)
{
    /// <summary>The declaration to change, where there is one in source.</summary>
    public Location? Declaration { get; init; }

    /// <summary>The fix that applies: <see cref="Init"/>, <see cref="ReadOnly"/>, or the metadata name of the generic type to write instead.</summary>
    public string? Fix { get; init; }

    public const string Init = "init";
    public const string ReadOnly = "readonly";

    public Mutation Below(ISymbol member) => this with
    {
        Path = Path.Insert(0, member.Name),
        Declaration = Declaration ?? member.Locations.FirstOrDefault(location => location.IsInSource),
    };

    /// <summary>Ends a sentence that begins with the type: ": Order.Lines is List&lt;Line&gt;. Make it ...".</summary>
    public string ToText(ITypeSymbol type) => Path.IsEmpty
        ? $": it {Fact}. {Cure}."
        : $": {type.Shown}.{string.Join(".", Path)} {Fact}. {Cure}.";

    public ImmutableDictionary<string, string?> Properties => ImmutableDictionary<string, string?>.Empty.Add("fix", Fix);

    public IEnumerable<Location> Places => Declaration is null ? [] : [Declaration];
}
