using Microsoft.CodeAnalysis;

namespace Trestle.Generators;

/// <summary>Finds the handlers of a class as the running server finds them.</summary>
static class Handlers
{
    /// <summary>What takes a message: one parameter, an instance method, not generic.</summary>
    public static bool IsHandler(IMethodSymbol method) =>
        method is { Name: "Handle", IsStatic: false, IsGenericMethod: false, Parameters: [{ RefKind: RefKind.None }] };

    /// <summary>The handlers of the class alone, without those of its base classes.</summary>
    public static IEnumerable<IMethodSymbol> Of(ITypeSymbol type) => type.GetMembers("Handle").OfType<IMethodSymbol>().Where(IsHandler);

    /// <summary>The method that a message of this type reaches; null when none is to be seen.</summary>
    public static IMethodSymbol? For(ITypeSymbol message, ITypeSymbol server)
    {
        var declared = server.Hierarchy().SelectMany(Of).ToArray();

        return message.Hierarchy().Concat(message.AllInterfaces)
            .Select(type => declared.FirstOrDefault(handler => Same(handler.Parameters[0].Type, type)))
            .FirstOrDefault(found => found is not null);
    }

    /// <summary>What the caller gets of what a handler returns: bool of Task&lt;bool&gt;.</summary>
    public static ITypeSymbol AnsweredBy(ITypeSymbol returned) =>
        returned is INamedTypeSymbol { FullName: "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1", TypeArguments: [var reply] } ? reply : returned;

    static bool Same(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
