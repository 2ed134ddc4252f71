using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>Draws routes below one path; what <c>Resources</c> and <c>Scope</c> hand to their nested part.</summary>
public class RouteScope
{
    readonly string prefix;

    private protected RouteScope(string prefix, List<RouteDefinition> routes)
    {
        this.prefix = prefix;
        Drawn = routes;
    }

    private protected List<RouteDefinition> Drawn { get; }

    /// <summary>Answers the scope's own path with the controller's <c>Index</c>.</summary>
    public void Root<TController>() where TController : Controller => Get<TController>("/", "Index");

    /// <summary>Draws the seven actions of a list of things, as far as the controller has them.</summary>
    public void Resources<TController>(Action<RouteScope> nested) where TController : Controller =>
        Resources<TController>(only: null, nested: nested);

    /// <summary>Draws the actions of a list of things: those named, or those the controller has.</summary>
    public void Resources<TController>(Only? only = null, Only except = Only.None, Action<RouteScope>? nested = null)
        where TController : Controller
    {
        var name = ResourceName.OfController(typeof(TController));
        var list = $"/{ResourceName.Segment(name)}";

        Draw<TController>(list, $"{list}/{{id}}", only, except);
        nested?.Invoke(new RouteScope($"{prefix}{list}/{{{ResourceName.ParentId(name)}}}", Drawn));
    }

    /// <summary>Draws the actions of a thing there is one of, such as the publication of an article.</summary>
    public void Resource<TController>(Action<RouteScope> nested) where TController : Controller =>
        Resource<TController>(only: null, nested: nested);

    /// <summary>Draws the actions of a thing there is one of: those named, or those the controller has.</summary>
    public void Resource<TController>(Only? only = null, Only except = Only.None, Action<RouteScope>? nested = null)
        where TController : Controller
    {
        var path = $"/{ResourceName.Segment(ResourceName.OfController(typeof(TController)))}";

        Draw<TController>(path, path, only, except | Only.Index);
        nested?.Invoke(new RouteScope(prefix + path, Drawn));
    }

    /// <summary>Draws routes below a path: <c>Scope("/admin", admin => ...)</c>.</summary>
    public void Scope(string path, Action<RouteScope> nested)
    {
        ArgumentNullException.ThrowIfNull(nested);
        nested(new RouteScope(Join(path), Drawn));
    }

    /// <summary>Answers GET (and HEAD) with an action.</summary>
    public void Get<TController>(string pattern, string action) where TController : Controller =>
        Add<TController>(RouteDefinition.Get, pattern, action);

    /// <summary>Answers POST with an action.</summary>
    public void Post<TController>(string pattern, string action) where TController : Controller =>
        Add<TController>(["POST"], pattern, action);

    /// <summary>Answers PUT with an action.</summary>
    public void Put<TController>(string pattern, string action) where TController : Controller =>
        Add<TController>(["PUT"], pattern, action);

    /// <summary>Answers PATCH with an action.</summary>
    public void Patch<TController>(string pattern, string action) where TController : Controller =>
        Add<TController>(["PATCH"], pattern, action);

    /// <summary>Answers DELETE with an action.</summary>
    public void Delete<TController>(string pattern, string action) where TController : Controller =>
        Add<TController>(["DELETE"], pattern, action);

    /// <summary>Answers GET with a live view.</summary>
    public void Live<TView>(string pattern) where TView : IComponent =>
        Drawn.Add(new(Join(pattern), RouteDefinition.Get, typeof(TView), Action: null));

    void Draw<TController>(string list, string item, Only? only, Only except)
    {
        foreach (var (flag, methods, pattern) in SevenActions(list, item))
        {
            var isNamed = only is { } named && named.HasFlag(flag);
            var isWanted = (only is null || isNamed) && !except.HasFlag(flag);

            if (isWanted && (isNamed || ActionMethod.Exists(typeof(TController), flag.ToString())))
                Add<TController>(methods, pattern, flag.ToString());
        }
    }

    static (Only Flag, string[] Methods, string Pattern)[] SevenActions(string list, string item) =>
    [
        (Only.Index, RouteDefinition.Get, list),
        (Only.New, RouteDefinition.Get, $"{list}/new"),
        (Only.Create, ["POST"], list),
        (Only.Show, RouteDefinition.Get, item),
        (Only.Edit, RouteDefinition.Get, $"{item}/edit"),
        (Only.Update, ["PATCH", "PUT"], item),
        (Only.Destroy, ["DELETE"], item),
    ];

    void Add<TController>(string[] methods, string pattern, string action) =>
        Drawn.Add(new(Join(pattern), methods, typeof(TController), ActionMethod.Find(typeof(TController), action)));

    string Join(string path)
    {
        var joined = $"{prefix}/{path.Trim('/')}".TrimEnd('/');

        return joined.Length == 0 ? "/" : joined;
    }
}
