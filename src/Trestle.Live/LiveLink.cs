using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>
/// A link between live pages: <c>&lt;LiveLink Patch="/books?page=2"></c> to another address of the same view, which stays, or
/// <c>&lt;LiveLink Navigate="/books/7"></c> to another view, over the same connection where both belong to one live session. Without a
/// connection it is a link as any other.
/// </summary>
public sealed class LiveLink : Component
{
    [Parameter] public string? Patch { get; set; }

    [Parameter] public string? Navigate { get; set; }

    /// <summary>Takes the place of the present address in the browser's history.</summary>
    [Parameter] public bool Replace { get; set; }

    /// <summary>Other attributes of the link.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public Dictionary<string, object>? Attributes { get; set; }

    [Parameter] public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (Patch is null == Navigate is null)
            throw new InvalidOperationException(
                $"""
                expected a LiveLink to have either Patch or Navigate, got: {(Patch is null ? "neither" : $"both, \"{Patch}\" and \"{Navigate}\"")}

                Patch stays in the view, Navigate goes to another. For any other page write <a href="...">.
                """);

        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", Patch ?? Navigate);
        builder.AddAttribute(2, "data-phx-link", Patch is null ? "redirect" : "patch");
        builder.AddAttribute(3, "data-phx-link-state", Replace ? "replace" : "push");
        builder.AddMultipleAttributes(4, Attributes!);
        builder.AddContent(5, ChildContent);
        builder.CloseElement();
    }
}
