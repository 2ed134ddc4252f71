using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>
/// A piece of a page that is kept and shown again until its key changes: <c>&lt;Cached Key="article"> ... &lt;/Cached></c>. Of records the id and the time of
/// their last change count. Within a kept piece nothing is run; in live views everything is.
/// </summary>
public sealed class Cached : Component
{
    /// <summary>A record, a text, a number, or a list of those: all that the piece depends on, but for its language, time zone and the build.</summary>
    [Parameter, EditorRequired] public object? Key { get; set; }

    /// <summary>How long it is kept at most.</summary>
    [Parameter] public TimeSpan? Expires { get; set; }

    /// <summary>False writes it anew each time.</summary>
    [Parameter] public bool When { get; set; } = true;

    [Parameter] public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (ChildContent is null)
            return;

        if (!When || Context.IsLive || FragmentKey.Of(ChildContent, Key) is not { } key)
            builder.AddContent(0, ChildContent);
        else
            builder.AddMarkupContent(1, Kept(key, ChildContent));
    }

    string Kept(string key, RenderFragment fragment)
    {
        var cache = Context.Services.GetRequiredService<IFragmentCache>();

        if (cache.Find(key) is { } kept)
            return kept;

        var html = Context.RenderToKeep(fragment);
        cache.Keep(key, html, Expires);

        return html;
    }
}

/// <summary>Where the pieces of pages are kept that stand in <see cref="Cached"/>: in memory, unless the services have another.</summary>
public interface IFragmentCache
{
    /// <summary>What is kept under the key, or null. It is asked while a page is written: it must not wait.</summary>
    string? Find(string key);

    /// <summary>Keeps it, for so long at most; it may be forgotten at any time.</summary>
    void Keep(string key, string html, TimeSpan? time);
}
