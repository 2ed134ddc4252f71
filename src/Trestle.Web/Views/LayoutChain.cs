using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>Which layouts stand around a page, from the inside out, by what <c>@layout</c> says in the page and in the layouts; else the application's.</summary>
sealed class LayoutChain(Type? usual)
{
    readonly ConcurrentDictionary<Type, Func<Layout>[]> known = new();

    /// <summary>Those of a page, or of a layout that was chosen in place of the page's.</summary>
    public Layout[] Around(Type page, Type? chosen = null)
    {
        var makers = known.GetOrAdd(chosen ?? page, first => [.. Types(first, startsWithItself: chosen is not null).Select(Constructor)]);

        return makers.Length == 0 ? [] : Array.ConvertAll(makers, static make => make());
    }

    List<Type> Types(Type first, bool startsWithItself)
    {
        List<Type> chain = [];

        // An _Imports.razor that names a layout for a folder names it for the layout itself, too.
        for (var next = startsWithItself ? first : Named(first) ?? usual; next is not null && next != typeof(NoLayout) && !chain.Contains(next); next = Named(next))
            chain.Add(next.IsAssignableTo(typeof(Layout)) ? next : throw NoLayoutAtAll(first, next));

        return chain;
    }

    static Type? Named(Type component) => component.GetCustomAttribute<LayoutAttribute>()?.LayoutType;

    static Func<Layout> Constructor(Type type) =>
        Expression.Lambda<Func<Layout>>(Expression.Convert(Expression.New(type), typeof(Layout))).Compile();

    static ViewException NoLayoutAtAll(Type page, Type named) => new(
        $"""
        {page.FullName} asks for the layout {TypeName.Of(named)}, which is none.

        Let it be one; in its .razor file:

            @inherits Layout
        """);
}
