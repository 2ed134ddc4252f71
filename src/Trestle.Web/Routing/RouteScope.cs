using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>Draws routes below one path; what <c>Resources</c> and <c>Scope</c> hand to their nested part.</summary>
/// <remarks>Routes are asked in the order in which they are drawn. A route's name is that of its helper in <c>Paths</c>.</remarks>
public partial class RouteScope
{
    readonly RoutePlace place;
    readonly RouteRules rules;

    internal RouteScope(RoutePlace place, RouteRules rules, RouteDrawing drawing)
    {
        this.place = place;
        this.rules = rules;
        Drawing = drawing;
    }

    private protected RouteDrawing Drawing { get; }

    /// <summary>Answers the scope's own path with the controller's <c>Index</c>, or another action.</summary>
    public void Root<TController>(string action = "Index", string? name = null) where TController : Controller =>
        Get<TController>("/", action, name);

    /// <summary>Draws routes below a path: <c>Scope("/admin", admin => ...)</c>, <c>Scope("/{locale}", ...)</c>.</summary>
    /// <param name="name">What the names in it begin with; nothing of its own by default.</param>
    public void Scope(string path, Action<RouteScope> nested, string name = "") =>
        Nest(place.Below(path, name), rules, nested);

    /// <summary>Draws routes below a path and a name of one word: <c>Namespace("Admin", ...)</c> is <c>/admin</c> and <c>Paths.AdminOrders</c>.</summary>
    public void Namespace(string name, Action<RouteScope> nested, string? path = null) =>
        Nest(place.Below(path ?? RouteWords.Segment(name), RouteWords.Pascal(name)), rules, nested);

    /// <summary>Answers GET (and HEAD) with an action; without a name for it, the one that the path ends with.</summary>
    public void Get<TController>(string pattern, string? action = null, string? name = null) where TController : Controller =>
        Add(typeof(TController), RouteDefinition.Get, pattern, action, name);

    /// <summary>Answers POST with an action.</summary>
    public void Post<TController>(string pattern, string? action = null, string? name = null) where TController : Controller =>
        Add(typeof(TController), ["POST"], pattern, action, name);

    /// <summary>Answers PUT with an action.</summary>
    public void Put<TController>(string pattern, string? action = null, string? name = null) where TController : Controller =>
        Add(typeof(TController), ["PUT"], pattern, action, name);

    /// <summary>Answers PATCH with an action.</summary>
    public void Patch<TController>(string pattern, string? action = null, string? name = null) where TController : Controller =>
        Add(typeof(TController), ["PATCH"], pattern, action, name);

    /// <summary>Answers DELETE with an action.</summary>
    public void Delete<TController>(string pattern, string? action = null, string? name = null) where TController : Controller =>
        Add(typeof(TController), ["DELETE"], pattern, action, name);

    /// <summary>Answers several methods with one action: <c>Match&lt;SearchController&gt;(["GET", "POST"], "/search")</c>.</summary>
    public void Match<TController>(string[] methods, string pattern, string? action = null, string? name = null) where TController : Controller
    {
        var (safe, changing) = (methods.Where(IsGet).ToArray(), methods.Where(method => !IsGet(method)).ToArray());

        // Two routes: what may change something wants a token and has its params in the body.
        if (safe.Length > 0)
            Add(typeof(TController), RouteDefinition.Get, pattern, action, name);
        if (changing.Length > 0)
            Add(typeof(TController), [.. changing.Select(method => method.ToUpperInvariant())], pattern, action, name);

        static bool IsGet(string method) => method.ToUpperInvariant() is "GET" or "HEAD";
    }

    /// <summary>Answers GET with a live view.</summary>
    public void Live<TView>(string pattern, string? name = null) where TView : IComponent
    {
        var path = place.Join(pattern);
        var known = place.NameOfView(pattern, typeof(TView).Name, name);

        Draw(new(path, RouteDefinition.Get, typeof(TView).Name)
        {
            Name = Drawing.Name(known, path, isChosen: name is not null),
            Type = typeof(TView),
            Rules = rules,
        });
    }

    /// <summary>
    /// Draws live views of one live session: a browser goes from one to another without loading a page. Between two sessions, and
    /// out of one, it loads the page.
    /// </summary>
    /// <param name="layout">The layout around its views, when not the application's own.</param>
    public void LiveSession(string name, Action<RouteScope> nested, Type? layout = null) =>
        Nest(place, rules with { Live = Group(name, layout, null) }, nested);

    /// <inheritdoc cref="LiveSession(string, Action{RouteScope}, Type?)"/>
    /// <typeparam name="THook">Runs before each of its views is mounted, over the connection too, and may send the browser elsewhere.</typeparam>
    public void LiveSession<THook>(string name, Action<RouteScope> nested, Type? layout = null) where THook : MountHook =>
        Nest(place, rules with { Live = Group(name, layout, typeof(THook)) }, nested);

    LiveGroup Group(string name, Type? layout, Type? hook)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);

        if (layout is not null && !layout.IsSubclassOf(typeof(Layout)))
            throw new RouteException($"expected the layout of the live session \"{name}\" to be a Layout, got: {layout.Name}");
        if (!Drawing.LiveSessions.Add(name))
            throw new RouteException(
                $"""
                The live session "{name}" is drawn twice, so nobody could tell which rules its views have.

                Give one of the two another name.
                """);

        return new(name, layout, hook);
    }

    internal void Add(Type controller, string[] methods, string pattern, string? action, string? name)
    {
        var path = place.Join(pattern);

        var meant = action ?? RouteWords.ActionOf(pattern) ?? throw Unnamed(controller, path);

        Draw(controller, methods, path, meant, Drawing.Name(place.NameOf(pattern, name), path, isChosen: name is not null));
    }

    private protected void Draw(Type controller, IReadOnlyList<string> methods, string path, string action, string? name) =>
        Draw(new(path, methods, $"{controller.Name}.{action}")
        {
            Name = name,
            Type = controller,
            Action = ActionMethod.Find(controller, action),
            Rules = rules,
        });

    private protected void Draw(RouteDefinition route) => Drawing.Routes.Add(route);

    void Nest(RoutePlace inside, RouteRules within, Action<RouteScope> nested)
    {
        ArgumentNullException.ThrowIfNull(nested);
        nested(new(inside, within, Drawing));
    }

    static RouteException Unnamed(Type controller, string path) => new(
        $"""
        {path} says no action of {controller.Name}: it has no word to take for one.

        Name it: Get<{controller.Name}>("{path}", nameof({controller.Name}.Show)).
        """);
}
