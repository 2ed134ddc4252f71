using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Trestle.Generators;

/// <summary>What each method of a scope draws; the runtime's RouteScope is its twin, and both ask RoutePlace.</summary>
sealed class RouteCalls(RouteReader reader)
{
    static readonly string[] sevenActions = ["Index", "New", "Create", "Show", "Edit", "Update", "Destroy"];

    public void Read(IInvocationOperation call, ReadScope scope)
    {
        var arguments = new RouteArguments(call, reader);

        switch (call.TargetMethod.Name)
        {
            case "Root":
                Single("GET", "/", arguments, scope);
                break;
            case "Get" or "Post" or "Put" or "Patch" or "Delete":
                Verb(call.TargetMethod.Name.ToUpperInvariant(), arguments, scope);
                break;
            case "Match":
                Verb("GET", arguments, scope);
                break;
            case "Live":
                Live(arguments, scope);
                break;
            case "Resources" or "Resource":
                foreach (var controller in arguments.Types)
                    Resource(call.TargetMethod.Name == "Resources", controller, arguments, scope);
                break;
            case "Scope":
                if (arguments.TryText("path", out var path) && arguments.TryText("name", out var name))
                    reader.Nest(arguments.Nested, scope with { Place = scope.Place.Below(path ?? "", name ?? "") });
                break;
            case "Namespace":
                Namespace(arguments, scope);
                break;
            case "Formats":
                reader.Nest(arguments.Nested, scope with { HasFormats = true });
                break;
            case "Defaults":
                reader.Nest(arguments.Nested, scope with { Defaults = new([.. scope.Defaults, .. arguments.MembersOf("values")]) });
                break;
            case "Host" or "Subdomain" or "Header" or "When" or "Segment" or "LiveSession":
                reader.Nest(arguments.Nested, scope);
                break;
        }
    }

    void Verb(string method, RouteArguments arguments, ReadScope scope)
    {
        if (arguments.TryText("pattern", out var pattern))
            Single(method, pattern ?? "", arguments, scope);
    }

    void Single(string method, string pattern, RouteArguments arguments, ReadScope scope)
    {
        if (!arguments.TryText("action", out var action) || !arguments.TryText("name", out var name))
            return;

        action ??= RouteWords.ActionOf(pattern);
        var controller = arguments.Types.FirstOrDefault() ?? scope.Controller;

        RequireAction(controller, action, arguments.LocationOf("action"));
        reader.Routes.Add(new(method, scope.Place.Join(pattern), scope.Place.NameOf(pattern, name), controller, action, scope)
        {
            IsNameChosen = name is not null,
            Location = arguments.LocationOf("name"),
        });
    }

    void Namespace(RouteArguments arguments, ReadScope scope)
    {
        if (!arguments.TryText("name", out var name) || !arguments.TryText("path", out var path) || name is null)
            return;

        var place = scope.Place.Below(path ?? RouteWords.Segment(name), RouteWords.Pascal(name));

        reader.Nest(arguments.Nested, scope with { Place = place });
    }

    void Live(RouteArguments arguments, ReadScope scope)
    {
        if (!arguments.TryText("pattern", out var pattern) || !arguments.TryText("name", out var name) || pattern is null)
            return;

        var view = arguments.Types.First();

        reader.Routes.Add(new("GET", scope.Place.Join(pattern), scope.Place.NameOfView(pattern, view.Name, name), view, Action: null, scope)
        {
            IsNameChosen = name is not null,
            Location = arguments.LocationOf("name"),
        });
    }

    void Resource(bool isList, INamedTypeSymbol controller, RouteArguments arguments, ReadScope scope)
    {
        if (WordsOf(arguments) is not { } words)
            return;

        var name = RouteWords.OfController(controller.Name);
        var plan = isList ? ResourcePlan.Many(scope.Place, name, words) : ResourcePlan.One(scope.Place, name, words);
        var inside = scope with { Keys = new([.. scope.Keys, words.Param.Split(':')[0]]) };

        reader.Nest(arguments.Nested, inside with { Place = plan.Nested, Plan = plan, Controller = controller });

        foreach (var route in plan.Routes.Where(route => IsWanted(route.Action, controller, arguments)))
            reader.Routes.Add(new(route.Methods.Split(' ')[0], route.Pattern, route.Name, controller, route.Action, inside));
    }

    static ResourceWords? WordsOf(RouteArguments arguments) =>
        arguments.TryText("path", out var path) && arguments.TryText("param", out var param)
        && arguments.TryText("newPath", out var newPath) && arguments.TryText("editPath", out var editPath)
        && arguments.TryText("name", out var name)
            ? new(path, param ?? "id", newPath ?? "new", editPath ?? "edit", name, arguments.IsSet("shallow"))
            : null;

    bool IsWanted(string action, INamedTypeSymbol controller, RouteArguments arguments)
    {
        var flag = 1 << Array.IndexOf(sevenActions, action);

        if (((arguments.NumberOf("except") ?? 0) & flag) != 0)
            return false;

        if (arguments.NumberOf("only") is not { } only)
            return Actions.Named(controller, action) is not null;

        if ((only & flag) != 0)
            RequireAction(controller, action, arguments.LocationOf("only"));

        return (only & flag) != 0;
    }

    void RequireAction(INamedTypeSymbol? controller, string? action, Location location)
    {
        if (controller is null or IErrorTypeSymbol || action is null || Actions.Named(controller, action) is not null)
            return;

        string[] known = [.. Actions.Of(controller).Select(method => method.Name).Distinct()];

        reader.Faults.Add(new(Faults.NoAction, location, [controller.Shown, action, Nearness.Advice(action, known)]));
    }
}
