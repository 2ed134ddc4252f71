using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>A stylesheet of wwwroot, by its fingerprinted address and with its hash: <c>&lt;StylesheetTag Path="app.css" /&gt;</c></summary>
public sealed class StylesheetTag : Component
{
    /// <summary>Of a file under wwwroot, or the whole address of another site's, which needs its <see cref="Integrity"/>.</summary>
    [Parameter, EditorRequired] public string Path { get; set; } = "";

    /// <summary>The hash a browser checks, "sha384-..."; a file of the application's own needs none.</summary>
    [Parameter] public string? Integrity { get; set; }

    /// <summary>Other attributes, as <c>media="print"</c>.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var (address, integrity) = AssetTag.Of(Path, Integrity, Context);

        AssetTag.Open(builder, "link", address, integrity);
        builder.AddAttribute(4, "rel", "stylesheet");
        builder.AddAttribute(5, "href", address);
        builder.AddMultipleAttributes(6, Attributes!);
        builder.CloseElement();
    }
}
