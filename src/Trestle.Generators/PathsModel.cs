using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Trestle.Generators;

/// <summary>The helpers of a route map: only text, so that nothing of a compilation is kept.</summary>
sealed record PathsModel(
    string FileName, string Map, string Access, string? Namespace, EquatableArray<PathHelper> Helpers)
{
    public const string Class = "Paths";

    public static bool MayBe(SyntaxNode node) =>
        node is ClassDeclarationSyntax { BaseList: not null } type
        && type.Members.Any(member => member is MethodDeclarationSyntax { Identifier.ValueText: "Draw" });

    /// <summary>Null for a class that is no route map of an application.</summary>
    public static PathsModel? Of(GeneratorSyntaxContext context, CancellationToken cancellation)
    {
        var (declaration, model) = ((ClassDeclarationSyntax)context.Node, context.SemanticModel);

        if (model.GetDeclaredSymbol(declaration, cancellation) is not { } map || !RouteReader.IsMap(map))
            return null;

        var routes = RouteReader.Read(map, model.Compilation, cancellation).Routes;
        var records = new RecordTypes(model.Compilation, isPublic: map.DeclaredAccessibility == Accessibility.Public);

        return new(
            $"{map.FullName}.Paths",
            map.Name,
            SyntaxFacts.GetText(map.DeclaredAccessibility),
            map.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : null,
            new([.. Named(routes).Select(named => new PathWriter(named, records).Helper())]));
    }

    // The first path that takes a name has it; other routes of that path share the helper.
    static IEnumerable<ReadRoute[]> Named(List<ReadRoute> routes)
    {
        var names = new RouteNames();

        return
            from route in routes
            let name = route.Name
            where name is not null and not Class && RouteWords.IsName(name) && names.TryTake(name, route.Pattern)
            group route by name into named
            select named.ToArray();
    }
}

/// <summary>A helper: what it says of itself, and the code of its overloads, without what all begin with.</summary>
sealed record PathHelper(string About, EquatableArray<string> Overloads);
