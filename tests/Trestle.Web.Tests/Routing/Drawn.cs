namespace Trestle.Web.Tests;

/// <summary>Route maps of a few lines, and controllers to draw them to.</summary>
static class Drawn
{
    public static string[] Lines(Action<RouteScope> draw) => [.. All(draw).Select(route => $"{route}")];

    /// <summary>"EditPart /parts/{id}/edit": what the helpers are called, and where they lead.</summary>
    public static string[] Names(Action<RouteScope> draw) =>
        [.. All(draw).Where(route => route.Name is not null).Select(route => $"{route.Name} {route.Pattern}").Distinct()];

    public static IReadOnlyList<RouteDefinition> All(Action<RouteScope> draw) => new TestRoutes(draw).All;
}

sealed class TestRoutes(Action<RouteScope> draw) : RouteMap
{
    protected override void Draw() => draw(this);
}

sealed class PartsController : Controller
{
    public Result Index() => Text("");
    public Result New() => Text("");
    public Result Create() => Text("");
    public Result Show(string id, string? format, string? theme) => Text($"part {id} {format} {theme}".TrimEnd());
    public Result Edit(int id) => Text($"{id}");
    public Result Update(int id) => Text($"{id}");
    public Result Destroy(int id) => Text($"{id}");
    public Result Preview(int? id) => Text($"preview of {id}");
    public Result Search(string text = "all") => Text($"searched {text}");
    public Result ByPath(string rest) => Text(rest);
    public Result Address() => Text(UrlOf("/parts"));
    public Result Page(int page = 1) => Text($"page {page}");
}

sealed class StampController : Controller
{
    public Result Create(int orderLineId) => Text($"{orderLineId}");
    public RedirectResult Destroy(int orderLineId) => Redirect(to: $"/{orderLineId}");
}

sealed class OrderLinesController : Controller
{
    public Result Preview(int id) => Text($"{id}");
}

sealed class NewsController : Controller
{
    public Result Index() => Text("news");
    public Result Show(int id) => Text($"news {id}");
}

sealed class OddController : Controller
{
    public Task<int> Count() => Task.FromResult(1);
    public Result Twice() => Text("");
    public Result Twice(int id) => Text($"{id}");
}
