using Microsoft.CodeAnalysis;

namespace Trestle.Generators;

/// <summary>A route as the source draws it.</summary>
/// <param name="Target">The controller, or the live view, whose type may be unknown while its .razor file is not compiled.</param>
/// <param name="Action">Null for a live view.</param>
sealed record ReadRoute(
    string Method, string Pattern, string? Name, INamedTypeSymbol? Target, string? Action, ReadScope Scope)
{
    public bool IsNameChosen { get; init; }

    /// <summary>Where its name stands.</summary>
    public Location Location { get; init; } = Location.None;

    /// <summary>"GET ArticlesController.Show".</summary>
    public string Shown => $"{Method} {Target?.Name}{(Action is null ? "" : $".{Action}")}";

    public IMethodSymbol? ActionMethod => Action is null || Target is null ? null : Actions.Named(Target, Action);
}

/// <summary>A scope as the source draws it: its place, and what it adds to the paths inside.</summary>
sealed record ReadScope(RoutePlace Place)
{
    /// <summary>Inside a resource.</summary>
    public ResourcePlan? Plan { get; init; }

    public INamedTypeSymbol? Controller { get; init; }

    /// <summary>Whether a path may end with a format.</summary>
    public bool HasFormats { get; init; }

    /// <summary>Parameters of actions that the route fills, so that no query has to.</summary>
    public EquatableArray<string> Defaults { get; init; }

    /// <summary>What stands for a record in paths: "id", "slug".</summary>
    public EquatableArray<string> Keys { get; init; } = new(["id"]);
}

/// <summary>What a map cannot do, or what cannot be read of it, and where.</summary>
sealed record RouteFault(DiagnosticDescriptor Fault, Location Location, string[] Words);

/// <summary>The actions of a controller, as the running application finds them.</summary>
static class Actions
{
    public static IMethodSymbol? Named(INamedTypeSymbol controller, string name) =>
        Of(controller).FirstOrDefault(action => action.Name == name);

    public static IEnumerable<IMethodSymbol> Of(INamedTypeSymbol controller) =>
        from level in controller.Hierarchy().TakeWhile(level => level.FullName != "Trestle.Controller")
        from method in level.GetMembers().OfType<IMethodSymbol>()
        where method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false }
        where !IsOfAbove(method)
        select method;

    // ToString of a controller is no action, and neither is what Controller declares.
    static bool IsOfAbove(IMethodSymbol method)
    {
        var first = method;

        while (first.OverriddenMethod is { } overridden)
            first = overridden;

        return first.ContainingType.SpecialType == SpecialType.System_Object || first.ContainingType.FullName == "Trestle.Controller";
    }
}
