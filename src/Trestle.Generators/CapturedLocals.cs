using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Trestle.Generators;

/// <summary>Finds the locals and parameters that a spawned delegate and the code around it both use while one of them changes them.</summary>
static class CapturedLocals
{
    /// <summary>Each shared variable once: its name, how it is shared, and where the delegate uses it.</summary>
    public static IEnumerable<(string Name, string Usage, SyntaxNode Place)> SharedBy(
        IDelegateCreationOperation given, IInvocationOperation spawn, Immutability immutability)
    {
        var captured = Uses(given.Descendants()).Where(use => !IsDeclaredIn(use.Variable, given.Syntax)).ToLookup(
            use => use.Variable, use => use.Operation, SymbolEqualityComparer.Default);

        if (captured.Count == 0)
            yield break;

        var around = Uses(given.Above().Last().Descendants())
            .Where(use => !given.Syntax.Span.Contains(use.Operation.Syntax.Span) && RunsAfter(use, spawn))
            .ToLookup(use => use.Variable, use => use.Operation, SymbolEqualityComparer.Default);

        foreach (var uses in captured)
        {
            var variable = uses.Key!;

            if (UsageOf(variable, [.. uses], [.. around[variable]], immutability) is { } usage)
                yield return (variable.Name, usage, uses.First().Syntax);
        }
    }

    static string? UsageOf(ISymbol variable, IReadOnlyList<IOperation> inside, IReadOnlyList<IOperation> after, Immutability immutability)
    {
        if (after.Any(IsWrite))
            return "which changes it afterwards";

        if (after.Count == 0)
            return null;

        if (inside.Any(IsWrite))
            return "which goes on using it";

        var type = inside[0].Type;

        return type is not null && immutability.All(type).Any(mutation => mutation.IsCertain)
            ? $"and {type.Shown} can change"
            : null;
    }

    static IEnumerable<(ISymbol Variable, IOperation Operation)> Uses(IEnumerable<IOperation> operations) =>
        from operation in operations
        let variable = operation switch
        {
            ILocalReferenceOperation { IsDeclaration: false } local => local.Local,
            IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } } parameter => parameter.Parameter,
            _ => default(ISymbol),
        }
        where variable is not null
        select (variable, operation);

    static bool IsDeclaredIn(ISymbol variable, SyntaxNode place) => variable.DeclaringSyntaxReferences
        .Any(reference => reference.SyntaxTree == place.SyntaxTree && place.Span.Contains(reference.Span));

    // Later in the text, or in a loop that comes round again with the same variable.
    static bool RunsAfter((ISymbol Variable, IOperation Operation) use, IInvocationOperation spawn) =>
        use.Operation.Syntax.SpanStart > spawn.Syntax.Span.End
        || spawn.Above().OfType<ILoopOperation>().Any(loop =>
            loop.Syntax.Span.Contains(use.Operation.Syntax.Span) && !IsDeclaredIn(use.Variable, loop.Body.Syntax) && IsWrite(use.Operation));

    static bool IsWrite(IOperation use) => use.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == use,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        ITupleOperation { Parent: IDeconstructionAssignmentOperation deconstruction } tuple => deconstruction.Target == tuple,
        _ => false,
    };
}
