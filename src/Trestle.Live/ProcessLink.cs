using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>
/// In development: says on a live page which process shows it, and leads to a page of yours on which processes have the ids of their rows,
/// <c>process-7</c>. Put it into the layout: <c>&lt;ProcessLink To="/processes" /></c>.
/// </summary>
public sealed class ProcessLink : Component
{
    /// <summary>The event that the client hears of it by.</summary>
    internal const string Event = "trestle:process";

    /// <summary>The path of the page with the processes.</summary>
    [Parameter, EditorRequired] public string To { get; set; } = "";

    /// <summary>Other attributes of the link.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public Dictionary<string, object>? Attributes { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "id", "process-link");
        builder.AddAttribute(2, "data-to", To);
        builder.AddAttribute(3, "hidden", true);
        builder.AddMultipleAttributes(4, Attributes!);
        builder.CloseElement();
    }
}
