using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Trestle.Generators;

/// <summary>
/// Reads a route map as it stands in the source: follows <c>Draw</c> through its nested lambdas, and into methods that take
/// a scope. What depends on values that only the running application knows, it says it cannot read.
/// </summary>
sealed class RouteReader
{
    const int MaxDepth = 20;

    readonly Compilation compilation;
    readonly CancellationToken cancellation;
    readonly Dictionary<ISymbol, ReadScope> scopes = new(SymbolEqualityComparer.Default);
    readonly RouteCalls calls;
    readonly ReadScope top = new(RoutePlace.Top);
    int depth;

    RouteReader(Compilation compilation, CancellationToken cancellation)
    {
        this.compilation = compilation;
        this.cancellation = cancellation;
        calls = new(this);
    }

    public List<ReadRoute> Routes { get; } = [];

    public List<RouteFault> Faults { get; } = [];

    /// <summary>Whether helpers are written for this class.</summary>
    public static bool IsMap(INamedTypeSymbol? type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false, IsGenericType: false, ContainingType: null }
        && type.Hierarchy().Skip(1).Any(level => level.FullName == "Trestle.RouteMap");

    public static RouteReader Read(INamedTypeSymbol map, Compilation compilation, CancellationToken cancellation)
    {
        var reader = new RouteReader(compilation, cancellation);

        var draws = map.Hierarchy().SelectMany(level => level.GetMembers("Draw")).OfType<IMethodSymbol>();

        if (draws.FirstOrDefault(method => method.Parameters.IsEmpty) is { } draw)
            reader.Follow(draw);

        return reader;
    }

    /// <summary>Reads the body of a method; false when there is none here.</summary>
    public bool Follow(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not { } syntax)
            return false;

        if (depth == MaxDepth || compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation) is not { } body)
            return false;

        depth++;
        ReadInside(body);
        depth--;

        return true;
    }

    /// <summary>Reads what is nested: a lambda, or a method given by its name.</summary>
    public void Nest(IOperation? nested, ReadScope scope)
    {
        switch (nested?.WithoutConversion())
        {
            case null or { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation:
                break;
            case IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda }:
                scopes[lambda.Symbol.Parameters[0]] = scope;
                ReadInside(lambda.Body);
                break;
            case IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: var method } } when IsHere(method):
                scopes[method.Parameters[0]] = scope;
                Follow(method);
                break;
            case var other:
                Unreadable(other.Syntax, "what is nested is neither a lambda nor a method of this project");
                break;
        }
    }

    /// <summary>The scope that an expression stands for; null when it is none that is known.</summary>
    public ReadScope? ScopeOf(IOperation? operation) => operation?.WithoutConversion() switch
    {
        null => top,
        IInstanceReferenceOperation self => IsScope(self.Type) ? top : null,
        IParameterReferenceOperation { Parameter: var parameter } => scopes.TryGetValue(parameter, out var scope) ? scope : null,
        ILocalReferenceOperation { Local: var local } => scopes.TryGetValue(local, out var scope) ? scope : null,
        IPropertyReferenceOperation { Property.Name: var part, Instance: var resource } => PartOf(ScopeOf(resource), part),
        _ => null,
    };

    public void Unreadable(SyntaxNode syntax, string reason) =>
        Faults.Add(new(Trestle.Generators.Faults.UnreadableRoute, syntax.GetLocation(), [reason]));

    static ReadScope? PartOf(ReadScope? resource, string part) => (resource?.Plan, part) switch
    {
        ({ } plan, "Member") => resource with { Place = plan.Member },
        ({ } plan, "Collection") => resource with { Place = plan.Collection },
        ({ } plan, "New") => resource with { Place = plan.New },
        _ => null,
    };

    void ReadInside(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
            Read(child);
    }

    void Read(IOperation operation)
    {
        cancellation.ThrowIfCancellationRequested();

        switch (operation)
        {
            case IInvocationOperation call:
                Call(call);
                break;
            case ILoopOperation loop when loop.Descendants().OfType<IInvocationOperation>().Any(Draws):
                Unreadable(FirstToken(loop.Syntax), "a loop draws it");
                break;
            case IVariableDeclaratorOperation { Initializer.Value: var value, Symbol: var local } when ScopeOf(value) is { } scope:
                scopes[local] = scope;
                break;
            case ILocalFunctionOperation or IAnonymousFunctionOperation or ILoopOperation:
                break;
            default:
                ReadInside(operation);
                break;
        }
    }

    // The whole loop underlined would be a lot.
    static SyntaxNode FirstToken(SyntaxNode loop) => loop switch
    {
        ForEachStatementSyntax each => each.Expression,
        ForStatementSyntax { Condition: { } condition } => condition,
        WhileStatementSyntax { Condition: var condition } => condition,
        _ => loop,
    };

    static bool IsHere(IMethodSymbol method) => method.DeclaringSyntaxReferences.Length > 0;

    static bool Draws(IInvocationOperation call) =>
        IsScope(call.TargetMethod.ContainingType) || call.Arguments.Any(argument => IsScope(argument.Value.Type));

    static bool IsScope(ITypeSymbol? type) =>
        type?.Hierarchy().Any(level => level.FullName is "Trestle.RouteScope" or "Trestle.ActionScope") == true;

    void Call(IInvocationOperation call)
    {
        var owner = call.TargetMethod.OriginalDefinition.ContainingType;

        if (owner.FullName is "Trestle.RouteScope" or "Trestle.ActionScope")
        {
            if (ScopeOf(call.Instance) is { } scope)
                calls.Read(call, scope);
            else
                Unreadable(call.Syntax, "it is drawn on something that is neither the map nor a scope it was handed");
        }
        else
        {
            Into(call);
        }
    }

    // A method that takes a scope draws on it; one of the map itself may draw without.
    void Into(IInvocationOperation call)
    {
        var given = call.Arguments.Where(argument => IsScope(argument.Value.Type) && argument.Parameter is not null).ToList();

        foreach (var argument in given)
        {
            if (ScopeOf(argument.Value) is { } scope)
                scopes[argument.Parameter!.OriginalDefinition] = scope;
        }

        var mayDraw = given.Count > 0 || (call.Instance is IInstanceReferenceOperation && IsScope(call.TargetMethod.ContainingType));

        if (mayDraw && !Follow(call.TargetMethod.OriginalDefinition))
            Unreadable(call.Syntax, $"{call.TargetMethod.Name} is not in this project");
    }
}
