using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>
/// Shows a part of a live view elsewhere on the page: <c>&lt;LivePortal Id="menu" To="#overlays">...</c>. Its events are the view's, wherever it stands. For
/// what must not be cut off by the elements around it: menus, dialogs, hints.
/// </summary>
/// <remarks>It appears once a browser is connected, and goes with the view.</remarks>
public sealed class LivePortal : Component
{
    /// <summary>Its own id; what it shows is in an element with "-content" behind it.</summary>
    [Parameter, EditorRequired] public string Id { get; set; } = "";

    /// <summary>A CSS selector: the element of the page that it is appended to, which no live view changes.</summary>
    [Parameter, EditorRequired] public string To { get; set; } = "";

    /// <summary>Attributes of the element that it shows itself in.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public Dictionary<string, object>? Attributes { get; set; }

    [Parameter] public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (string.IsNullOrEmpty(Id) || string.IsNullOrEmpty(To))
            throw new InvalidOperationException(
                $"""
                A LivePortal needs an id, and the place that it leads to, got: Id="{Id}" To="{To}"

                    <LivePortal Id="menu" To="#overlays">...</LivePortal>
                """);

        builder.OpenElement(0, "template");
        builder.AddAttribute(1, "id", Id);
        builder.AddAttribute(2, "data-phx-portal", To);
        builder.OpenElement(3, "div");
        builder.AddAttribute(4, "id", $"{Id}-content");
        builder.AddMultipleAttributes(5, Attributes!);
        builder.AddContent(6, ChildContent);
        builder.CloseElement();
        builder.CloseElement();
    }
}
