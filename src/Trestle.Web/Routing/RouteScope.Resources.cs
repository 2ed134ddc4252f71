namespace Trestle;

public partial class RouteScope
{
    /// <summary>Draws the seven actions of a list of things, as far as the controller has them.</summary>
    public void Resources<TController>(Action<ResourceScope> nested) where TController : Controller =>
        Resources<TController>(only: null, nested: nested);

    /// <summary>Draws the actions of a list of things: those named, or those the controller has.</summary>
    /// <param name="only">The actions wanted; without it, all that the controller has.</param>
    /// <param name="except">Actions left out.</param>
    /// <param name="path">The segment, when not the controller's name: <c>path: "images"</c>.</param>
    /// <param name="param">What stands for one of them, <c>{id}</c> by default: <c>param: "slug"</c>.</param>
    /// <param name="newPath">The segment of <c>New</c>.</param>
    /// <param name="editPath">The segment of <c>Edit</c>.</param>
    /// <param name="name">What helpers call the list, when not the controller's name: <c>name: "Images"</c>.</param>
    /// <param name="shallow">Whether what names one by its id leaves out the parents' part of the path, here and below.</param>
    /// <param name="nested">Draws below one of them, and its member and collection routes.</param>
    public void Resources<TController>(
        Only? only = null,
        Only except = Only.None,
        string? path = null,
        string param = "id",
        string newPath = "new",
        string editPath = "edit",
        string? name = null,
        bool shallow = false,
        Action<ResourceScope>? nested = null)
        where TController : Controller =>
        Draw<TController>(ResourcePlan.Many, new(path, param, newPath, editPath, name, shallow), only, except, nested);

    /// <summary>Draws two lists of things alike.</summary>
    public void Resources<TFirst, TSecond>(Only? only = null, Only except = Only.None) where TFirst : Controller where TSecond : Controller
    {
        Resources<TFirst>(only, except);
        Resources<TSecond>(only, except);
    }

    /// <summary>Draws three lists of things alike.</summary>
    public void Resources<TFirst, TSecond, TThird>(Only? only = null, Only except = Only.None)
        where TFirst : Controller where TSecond : Controller where TThird : Controller
    {
        Resources<TFirst, TSecond>(only, except);
        Resources<TThird>(only, except);
    }

    /// <summary>Draws the actions of a thing there is one of, such as the publication of an article.</summary>
    public void Resource<TController>(Action<ResourceScope> nested) where TController : Controller =>
        Resource<TController>(only: null, nested: nested);

    /// <summary>Draws the actions of a thing there is one of: those named, or those the controller has.</summary>
    /// <param name="only">The actions wanted; without it, all that the controller has.</param>
    /// <param name="except">Actions left out.</param>
    /// <param name="path">The segment, when not the controller's name.</param>
    /// <param name="newPath">The segment of <c>New</c>.</param>
    /// <param name="editPath">The segment of <c>Edit</c>.</param>
    /// <param name="name">What helpers call it, when not the controller's name.</param>
    /// <param name="shallow">Whether what is nested leaves out the parents' part of the path.</param>
    /// <param name="nested">Draws below it.</param>
    public void Resource<TController>(
        Only? only = null,
        Only except = Only.None,
        string? path = null,
        string newPath = "new",
        string editPath = "edit",
        string? name = null,
        bool shallow = false,
        Action<ResourceScope>? nested = null)
        where TController : Controller =>
        Draw<TController>(ResourcePlan.One, new(path, "id", newPath, editPath, name, shallow), only, except, nested);

    void Draw<TController>(
        Func<RoutePlace, string, ResourceWords, ResourcePlan> planOf,
        ResourceWords words,
        Only? only,
        Only except,
        Action<ResourceScope>? nested)
    {
        var controller = typeof(TController);
        var plan = planOf(place, RouteWords.OfController(controller.Name), words);

        // What stands beside {id}, such as /photos/search, has to be asked before it.
        nested?.Invoke(new(plan, controller, rules, Drawing));

        foreach (var route in plan.Routes)
            DrawIfWanted(controller, route, only, except);
    }

    void DrawIfWanted(Type controller, ResourceRoute route, Only? only, Only except)
    {
        var flag = Enum.Parse<Only>(route.Action);
        var isNamed = only is { } named && named.HasFlag(flag);
        var isWanted = (only is null || isNamed) && !except.HasFlag(flag);

        if (isWanted && (isNamed || ActionMethod.Exists(controller, route.Action)))
            Draw(controller, MethodsOf(route), route.Pattern, route.Action, Drawing.Name(route.Name, route.Pattern, isChosen: false));
    }

    static string[] MethodsOf(ResourceRoute route) => route.Methods == "GET" ? RouteDefinition.Get : route.Methods.Split(' ');
}
