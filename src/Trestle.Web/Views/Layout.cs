using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>The frame around every page: writes the document and <c>@Body</c> inside it.</summary>
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
}

/// <summary>Marks the place of the rendered page in its layout.</summary>
sealed class RenderedBody : Component;
