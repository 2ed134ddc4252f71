using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Trestle;

/// <summary>Finds a release's views by their names: <c>Shop.Views.Articles.Index</c> for <c>ArticlesController</c> and "Index".</summary>
sealed class ViewCatalog(Assembly application, string rootNamespace)
{
    readonly ConcurrentDictionary<(Type Controller, string Name), ViewTemplate> templates = new();
    readonly LayoutChain layouts = new(application.GetType($"{rootNamespace}.Views.Layouts.App") is { } type && type.IsAssignableTo(typeof(Layout)) ? type : null);

    /// <summary>Makes the layouts around a page, from the inside out.</summary>
    public Layout[] LayoutsAround(Type page, Type? chosen = null) => layouts.Around(page, chosen);

    public ViewTemplate Find(Type controller, string name) =>
        templates.TryGetValue((controller, name), out var template)
            ? template
            : templates.GetOrAdd((controller, name), Load);

    ViewTemplate Load((Type Controller, string Name) view)
    {
        var folder = Folder(view.Controller);
        var type = application.GetType($"{rootNamespace}.Views.{folder}.{view.Name}");

        if (type is null || !type.IsAssignableTo(typeof(Component)))
            throw Missing(view.Controller, folder, view.Name);

        return new(type, Constructor(type), layouts);
    }

    // Shop.Controllers.Admin.OrdersController has its views in Shop.Views.Admin.Orders.
    string Folder(Type controller)
    {
        var name = RouteWords.OfController(controller.Name);
        var home = $"{rootNamespace}.Controllers.";

        return controller.Namespace is { } place && place.StartsWith(home, StringComparison.Ordinal)
            ? $"{place[home.Length..]}.{name}"
            : name;
    }

    static Func<Component> Constructor(Type type) =>
        Expression.Lambda<Func<Component>>(Expression.Convert(Expression.New(type), typeof(Component))).Compile();

    ViewException Missing(Type controller, string folder, string name) => new(
        $"""
        {controller.Name} has no view {rootNamespace}.Views.{folder}.{name}.

        Add Views/{folder.Replace('.', '/')}/{name}.razor:

            @inherits View<object>

            <h1>{name}</h1>
        """);
}
