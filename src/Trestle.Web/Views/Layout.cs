using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>
/// The frame around pages: writes the document and <c>@Body</c> inside it. One that names another by <c>@layout App</c> stands within that.
/// </summary>
public abstract class Layout : Component
{
    /// <summary>The page, already rendered: its <see cref="Title"/> is known here.</summary>
    protected RenderFragment Body { get; } = static builder =>
    {
        builder.OpenComponent<RenderedBody>(0);
        builder.CloseComponent();
    };

    /// <summary>The title the page gave itself.</summary>
    protected string? Title => Context.Title;

    /// <summary>What the page has for a place of the layout, by <see cref="ContentFor"/>; the fallback where it has nothing: <c>@Section("aside")</c></summary>
    protected RenderFragment Section(string name, RenderFragment? fallback = null) => builder =>
    {
        if (Context.SectionOf(name) is { } html)
            builder.AddMarkupContent(0, html);
        else
            builder.AddContent(1, fallback);
    };

    /// <summary>Whether the page has something for a place of the layout.</summary>
    protected bool HasSection(string name) => Context.SectionOf(name) is not null;
}

/// <summary>For a page that is a whole document by itself: <c>@layout NoLayout</c> in the page, or <c>View(model, layout: typeof(NoLayout))</c>.</summary>
public sealed class NoLayout : Layout;

/// <summary>Marks the place of the rendered page in its layout.</summary>
sealed class RenderedBody : Component;
