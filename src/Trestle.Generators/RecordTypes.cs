using Microsoft.CodeAnalysis;

namespace Trestle.Generators;

/// <summary>Finds the record that a parameter of a path stands for: Article for {id} of ArticlesController, and for {articleId}.</summary>
sealed class RecordTypes(Compilation compilation, bool isPublic)
{
    readonly Dictionary<string, INamedTypeSymbol?> found = [];

    /// <summary>The record, and the property that stands in the path; null when the parameter is just a value.</summary>
    public (INamedTypeSymbol Record, IPropertySymbol Key)? Of(string parameter, ReadRoute route)
    {
        var keys =
            from key in route.Scope.Keys.Reverse()
            let property = RouteWords.Pascal(key)
            let name = parameter == key ? OwnName(route) : Before(property, parameter)
            where name is not null
            let record = Named(name)
            where record is not null
            let members = record.Hierarchy().SelectMany(level => level.GetMembers(property))
            let member = members.OfType<IPropertySymbol>().FirstOrDefault()
            where member is not null
            select ((INamedTypeSymbol, IPropertySymbol)?)(record, member);

        return keys.FirstOrDefault();
    }

    // "Article" for "Id" and "articleId".
    static string? Before(string property, string parameter) =>
        parameter.Length > property.Length && parameter.EndsWith(property, StringComparison.Ordinal)
            ? RouteWords.Pascal(parameter.Substring(0, parameter.Length - property.Length))
            : null;

    /// <summary>Whether the helpers, which are as visible as the map, may show a type.</summary>
    public bool MayShow(ITypeSymbol type) => !isPublic || type.SpecialType != SpecialType.None || IsPublic(type);

    static bool IsPublic(ITypeSymbol type)
    {
        for (ISymbol? level = type; level is ITypeSymbol; level = level.ContainingType)
        {
            if (level.DeclaredAccessibility != Accessibility.Public)
                return false;
        }

        return true;
    }

    // What a live view shows is called as the view, less what it does with it: NewArticleLive, ArticleLive.
    static string? OwnName(ReadRoute route) => route.Target is null ? null
        : route.Action is null ? RouteWords.OfView(route.Target.Name)
        : RouteWords.Singular(RouteWords.OfController(route.Target.Name));

    INamedTypeSymbol? Named(string name)
    {
        if (!found.TryGetValue(name, out var record))
            found[name] = record = Search(name);

        return record;
    }

    INamedTypeSymbol? Search(string name)
    {
        var records = compilation.GetSymbolsWithName(name, SymbolFilter.Type)
            .OfType<INamedTypeSymbol>()
            .Where(type => !type.IsGenericType && MayShow(type) && type.Hierarchy().Any(level => level.FullName == "Trestle.Record"))
            .ToArray();

        return records is [var one] ? one : null;
    }
}
