using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>A script of wwwroot, by its fingerprinted address and with its hash: <c>&lt;ScriptTag Path="app.js" /&gt;</c>. It runs when the page is read.</summary>
public sealed class ScriptTag : Component
{
    /// <summary>Of a file under wwwroot, or the whole address of another site's, which needs its <see cref="Integrity"/>.</summary>
    [Parameter, EditorRequired] public string Path { get; set; } = "";

    /// <summary>The hash a browser checks, "sha384-..."; a file of the application's own needs none.</summary>
    [Parameter] public string? Integrity { get; set; }

    /// <summary>Other attributes, as <c>async</c> or <c>type="module"</c>.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var (address, integrity) = AssetTag.Of(Path, Integrity, Context);

        AssetTag.Open(builder, "script", address, integrity);
        builder.AddAttribute(4, "src", address);
        builder.AddAttribute(5, "defer", !HasOwnTime);

        if (Context.Assets?.Marks.GetValueOrDefault(Path) is { } mark)
            builder.AddAttribute(6, mark.Name, mark.Value);

        builder.AddMultipleAttributes(7, Attributes!);
        builder.CloseElement();
    }

    bool HasOwnTime => Attributes is not null && (Attributes.ContainsKey("async") || Attributes.ContainsKey("type"));
}
