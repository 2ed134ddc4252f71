using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Trestle.Generators;

/// <summary>What an app's compilation knows of Trestle, and how its types and methods are recognised.</summary>
sealed class TrestleTypes
{
    static readonly ImmutableHashSet<string> Spawning = ["Spawn", "SpawnLink", "SpawnMonitor"];

    /// <summary>The class whose handlers may take the state before the message.</summary>
    public const string StateMachine = "Trestle.StateMachine`1";

    readonly IAssemblySymbol app;
    readonly INamedTypeSymbol server;
    readonly INamedTypeSymbol call;
    readonly INamedTypeSymbol cast;
    readonly INamedTypeSymbol? reference;
    readonly INamedTypeSymbol? view;

    TrestleTypes(Compilation compilation, INamedTypeSymbol server, INamedTypeSymbol call, INamedTypeSymbol cast)
    {
        app = compilation.Assembly;
        this.server = server;
        this.call = call;
        this.cast = cast;
        reference = compilation.GetTypeByMetadataName("Trestle.Ref`1");
        view = compilation.GetTypeByMetadataName("Trestle.LiveView");
    }

    /// <summary>Null when the compilation does not use Trestle.</summary>
    public static TrestleTypes? In(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Trestle.GenServer") is { } server
        && compilation.GetTypeByMetadataName("Trestle.ICall`1") is { } call
        && compilation.GetTypeByMetadataName("Trestle.ICast") is { } cast
            ? new(compilation, server, call, cast)
            : null;

    /// <summary>Whether instances of the class are processes: a server, or a live view.</summary>
    public bool IsProcess(ITypeSymbol? type) => type is not null && (IsServer(type) || IsBelow(type, view));

    public bool IsServer(ITypeSymbol type) => IsBelow(type, server);

    public bool IsServerItself(ITypeSymbol? type) => Same(type, server);

    public bool IsReference(ITypeSymbol type) => Same(type.OriginalDefinition, reference);

    /// <summary>What the sender of the message waits for; null when it is no call.</summary>
    public ITypeSymbol? ReplyOf(ITypeSymbol message) => message.AllInterfaces
        .Concat(message is INamedTypeSymbol { TypeKind: TypeKind.Interface } self ? [self] : [])
        .FirstOrDefault(face => Same(face.OriginalDefinition, call))?
        .TypeArguments[0];

    public bool IsRequest(ITypeSymbol type) => ReplyOf(type) is not null || type.AllInterfaces.Any(face => Same(face, cast));

    /// <summary>Whether the framework itself declares this.</summary>
    public bool IsOurs(ISymbol symbol) =>
        symbol.ContainingNamespace is { Name: "Trestle", ContainingNamespace.IsGlobalNamespace: true } && !Same(symbol.ContainingAssembly, app);

    /// <summary>Whether the delegates given to the method run in a process of their own.</summary>
    public bool Spawns(IMethodSymbol method) =>
        (Spawning.Contains(method.Name) || method.ContainingType.Name is "TaskSupervisor" or "ChildSpec") && IsOurs(method);

    /// <summary>Whether the class, or one above it, decides by itself what it does with a message.</summary>
    public bool ReceivesByItself(ITypeSymbol type) => type.Hierarchy()
        .TakeWhile(level => !Same(level, server))
        .Any(level => IsOurs(level) ? level.FullName != StateMachine : level.GetMembers("Receive").OfType<IMethodSymbol>().Any(method => method.IsOverride));

    static bool IsBelow(ITypeSymbol type, INamedTypeSymbol? above) =>
        above is not null && type.Hierarchy().Skip(1).Any(level => Same(level, above));

    static bool Same(ISymbol? one, ISymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);
}
