using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>Gives scripts and live views the token that requests must bring; belongs into the layout's head.</summary>
public sealed class CsrfMeta : Component
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "meta");
        builder.AddAttribute(1, "name", "csrf-token");
        builder.AddAttribute(2, "content", Context.CsrfToken);
        builder.CloseElement();
    }
}
