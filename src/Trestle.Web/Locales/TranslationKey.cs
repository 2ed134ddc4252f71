using System.Runtime.CompilerServices;
using Humanizer;

namespace Trestle;

/// <summary>What a key that begins with a point is short for: <c>.title</c> in Views/Articles/Index.razor is <c>articles.index.title</c>.</summary>
static class TranslationKey
{
    // Weak keys: what is known of a type goes with its assembly.
    static readonly ConditionalWeakTable<Type, string> places = [];

    public static string Of(Type component, string key) => key.StartsWith('.') ? places.GetValue(component, PlaceOf) + key : key;

    /// <summary>In an action: <c>.created</c> in ArticlesController.Create is <c>articles.create.created</c>.</summary>
    public static string Of(Type controller, string action, string key) =>
        key.StartsWith('.') ? $"{RouteWords.OfController(controller.Name).Underscore()}.{action.Underscore()}{key}" : key;

    // Shop.Views.Articles.Index, and Shop.Live.StockLive of the assembly Shop.
    static string PlaceOf(Type component)
    {
        var names = component.FullName!.Split('`')[0].Split('.', '+');
        var views = Array.IndexOf(names, "Views");
        var root = component.Assembly.GetName().Name!.Split('.');
        var from = views >= 0 ? views + 1 : names.Take(root.Length).SequenceEqual(root) ? root.Length : 0;

        return string.Join('.', names.Skip(from).Select(name => name.Underscore()));
    }
}
