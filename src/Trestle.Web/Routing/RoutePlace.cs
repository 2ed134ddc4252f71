namespace Trestle;

/// <summary>Where in a map something is drawn: the path around it, and what its helper's name begins and ends with.</summary>
/// <remarks>Compiled into the generator too, so that helpers have the names and paths of the routes.</remarks>
sealed record RoutePlace(string Path, string Before = "", string After = "")
{
    public static readonly RoutePlace Top = new("");

    /// <summary>Outside of all resources: where those that need no parent in their path go. Null when nothing is around.</summary>
    public RoutePlace? Outermost { get; init; }

    public bool IsShallow { get; init; }

    public string Prefix => Before + After;

    public string Join(string path)
    {
        var joined = $"{Path}/{path.Trim('/')}".TrimEnd('/');

        return joined.Length == 0 ? "/" : joined;
    }

    public RoutePlace Below(string path, string name) => this with { Path = Join(path).TrimEnd('/'), Before = Before + name };

    /// <summary>The name of a single route: given, or read off its path.</summary>
    public string? NameOf(string pattern, string? given) =>
        (given ?? RouteWords.NameOf(pattern)) is { } name ? Named(name) : null;

    /// <summary>The name of a live view's route: given, or the view's own.</summary>
    public string NameOfView(string pattern, string view, string? given) =>
        Named(given ?? (pattern.Trim('/').Length == 0 ? "Root" : RouteWords.OfView(view)));

    /// <summary>"PreviewPhoto" for the action of a photo, "ArticlePreview" below an article.</summary>
    public string Named(string name) => After.Length > 0 ? name + Before + After : Before + name;
}

/// <summary>One of the seven actions of a resource, where it is drawn.</summary>
sealed record ResourceRoute(string Action, string Methods, string Pattern, string Name);

/// <summary>What a resource draws: its routes, and the places inside it.</summary>
sealed record ResourcePlan(
    IReadOnlyList<ResourceRoute> Routes, RoutePlace Nested, RoutePlace Member, RoutePlace Collection, RoutePlace New)
{
    /// <summary>The resource of a list of things.</summary>
    public static ResourcePlan Many(RoutePlace place, string controller, ResourceWords words)
    {
        var segment = words.Path ?? RouteWords.Segment(controller);
        var plural = words.Name ?? controller;
        var singular = RouteWords.Singular(plural);
        var isShallow = words.IsShallow || place.IsShallow;
        var home = isShallow ? place.Outermost ?? place : place;

        var list = place.Join(segment);
        var item = $"{home.Join(segment)}/{{{words.Param}}}";
        var all = place.Prefix + (plural == singular ? $"{plural}Index" : plural);
        var one = home.Prefix + singular;
        var added = $"New{place.Prefix}{singular}";
        var below = $"{home.Join(segment)}/{{{ParentParam(controller, words.Param)}}}";

        return new(
            [
                new("Index", "GET", list, all),
                new("New", "GET", $"{list}/{words.NewPath}", added),
                new("Create", "POST", list, all),
                new("Show", "GET", item, one),
                new("Edit", "GET", $"{item}/{words.EditPath}", $"Edit{one}"),
                new("Update", "PATCH PUT", item, one),
                new("Destroy", "DELETE", item, one),
            ],
            Nested: new(below, one) { Outermost = place.Outermost ?? place, IsShallow = isShallow },
            Member: new(item, home.Prefix, singular),
            Collection: new(list, place.Prefix, plural),
            New: new($"{list}/{words.NewPath}", $"New{place.Prefix}", singular));
    }

    /// <summary>The resource of a thing there is one of.</summary>
    public static ResourcePlan One(RoutePlace place, string controller, ResourceWords words)
    {
        var path = place.Join(words.Path ?? RouteWords.Segment(controller));
        var name = words.Name ?? controller;
        var one = place.Prefix + name;
        var itself = new RoutePlace(path, place.Prefix, name);

        return new(
            [
                new("New", "GET", $"{path}/{words.NewPath}", $"New{one}"),
                new("Create", "POST", path, one),
                new("Show", "GET", path, one),
                new("Edit", "GET", $"{path}/{words.EditPath}", $"Edit{one}"),
                new("Update", "PATCH PUT", path, one),
                new("Destroy", "DELETE", path, one),
            ],
            Nested: new(path, one) { Outermost = place.Outermost ?? place, IsShallow = words.IsShallow || place.IsShallow },
            Member: itself,
            Collection: itself,
            New: new($"{path}/{words.NewPath}", $"New{place.Prefix}", name));
    }

    /// <summary>"articleId" for "Articles": what the parent's id is called in a nested route.</summary>
    public static string ParentParam(string controller, string param) =>
        RouteWords.Camel(RouteWords.Singular(controller)) + char.ToUpperInvariant(param[0]) + param.Substring(1);
}

/// <summary>The words a resource may choose for itself.</summary>
sealed record ResourceWords(string? Path, string Param, string NewPath, string EditPath, string? Name, bool IsShallow)
{
    public static readonly ResourceWords Usual = new(null, "id", "new", "edit", null, IsShallow: false);
}

/// <summary>Gives each name to one path: the first that is drawn under it.</summary>
sealed class RouteNames
{
    readonly Dictionary<string, string> shapes = [];

    /// <summary>Whether the path has the name now; another path may have it already.</summary>
    public bool TryTake(string name, string pattern)
    {
        var shape = PathPattern.Parse(pattern).Shape;

        if (shapes.TryGetValue(name, out var taken))
            return taken == shape;

        shapes.Add(name, shape);

        return true;
    }
}
