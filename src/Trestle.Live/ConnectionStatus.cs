using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>
/// Says on a live page that its connection is lost or its view has crashed, until it is live again; screen readers read it out. Put it into
/// the layout: <c>&lt;ConnectionStatus class="banner" /></c>. It is empty while all is well.
/// </summary>
public sealed class ConnectionStatus : Component
{
    [Parameter] public string Lost { get; set; } = "The connection is lost. Trying again.";

    [Parameter] public string Crashed { get; set; } = "This page has crashed. A fresh one is on its way.";

    /// <summary>Other attributes of the element.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public Dictionary<string, object>? Attributes { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "id", "connection-status");
        builder.AddAttribute(2, "role", "status");
        builder.AddAttribute(3, "data-lost", Lost);
        builder.AddAttribute(4, "data-crashed", Crashed);
        builder.AddMultipleAttributes(5, Attributes!);
        builder.CloseElement();
    }
}
