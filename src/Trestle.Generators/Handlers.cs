using Microsoft.CodeAnalysis;

namespace Trestle.Generators;

/// <summary>Finds the handlers of a class as the running server finds them.</summary>
static class Handlers
{
    /// <summary>What takes a message, and perhaps its caller to reply to later: an instance method, not generic.</summary>
    public static bool IsHandler(IMethodSymbol method) =>
        method is { Name: "Handle", IsStatic: false, IsGenericMethod: false, Parameters: [{ RefKind: RefKind.None }, ..] }
        && (method.Parameters.Length == 1 || (method.Parameters.Length == 2 && CallerOf(method) is not null));

    /// <summary>The ReplyTo&lt;TReply&gt; that a handler takes; null when it replies by returning.</summary>
    public static INamedTypeSymbol? CallerOf(IMethodSymbol method) =>
        method.Parameters is [_, .., { Type: INamedTypeSymbol { FullName: "Trestle.ReplyTo`1" } caller }] ? caller : null;

    /// <summary>The message that a method takes, in a state machine also as second parameter behind the state; null when it takes none.</summary>
    public static ITypeSymbol? MessageOf(IMethodSymbol method) =>
        IsHandler(method) ? method.Parameters[0].Type
        : IsOfState(method) ? method.Parameters[1].Type
        : null;

    static bool IsOfState(IMethodSymbol method) =>
        method is { Name: "Handle", IsStatic: false, IsGenericMethod: false, Parameters: [{ Type: var state }, { RefKind: RefKind.None }, ..] }
        && (method.Parameters.Length == 2 || method.Parameters is [_, _, { Type.FullName: "Trestle.ReplyTo`1" }])
        && method.ContainingType.Hierarchy().FirstOrDefault(level => level.FullName == TrestleTypes.StateMachine) is { TypeArguments: [var states] }
        && state.Hierarchy().Any(level => Same(level, states));

    /// <summary>The handlers of the class alone, without those of its base classes.</summary>
    public static IEnumerable<IMethodSymbol> Of(ITypeSymbol type) => type.GetMembers("Handle").OfType<IMethodSymbol>().Where(IsHandler);

    /// <summary>The method that a message of this type reaches; null when none is to be seen.</summary>
    public static IMethodSymbol? For(ITypeSymbol message, ITypeSymbol server)
    {
        var declared = server.Hierarchy().SelectMany(level => level.GetMembers("Handle").OfType<IMethodSymbol>()).ToArray();

        return message.Hierarchy().Concat(message.AllInterfaces)
            .Select(type => declared.FirstOrDefault(handler => MessageOf(handler) is { } taken && Same(taken, type)))
            .FirstOrDefault(found => found is not null);
    }

    /// <summary>What the caller gets of a handler: bool of Task&lt;bool&gt; or ReplyTo&lt;bool&gt;.</summary>
    public static ITypeSymbol AnsweredBy(IMethodSymbol method) => (CallerOf(method) ?? method.ReturnType) switch
    {
        INamedTypeSymbol { FullName: "System.Threading.Tasks.Task`1" or "Trestle.ReplyTo`1", TypeArguments: [var reply] } => reply,
        var returned => returned,
    };

    static bool Same(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
