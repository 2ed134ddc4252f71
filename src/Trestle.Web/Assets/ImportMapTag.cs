using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>
/// The modules of Config/ImportMap.json, for the head of a layout: <c>&lt;ImportMapTag Entry="app" /&gt;</c> writes the import map, fetches
/// its modules early and runs the entry.
/// </summary>
public sealed class ImportMapTag : Component
{
    /// <summary>The pinned module that runs; none when no module of that name is pinned.</summary>
    [Parameter] public string Entry { get; set; } = "app";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (Context.Assets is not { } assets || Context.Services.GetService<ImportPins>() is not { } pins)
            throw new InvalidOperationException(
                """
                The layout shows <ImportMapTag />, but the application has no Config/ImportMap.json.

                Add one, and build:

                    { "imports": { "app": "/js/app.js" } }
                """);

        var imports = assets.Resolve(pins);
        var nonce = Context.CspNonce is { } value ? $" nonce=\"{HtmlEncoder.Default.Encode(value)}\"" : "";
        builder.AddMarkupContent(0, $"<script type=\"importmap\"{nonce}>{imports.Json}</script>\n");

        foreach (var address in imports.Preloads)
        {
            AssetTag.Open(builder, "link", address, imports.IntegrityOf(address));
            builder.AddAttribute(4, "rel", "modulepreload");
            builder.AddAttribute(5, "href", address);
            builder.CloseElement();
        }

        if (imports.AddressOf(Entry) is { } entry)
        {
            AssetTag.Open(builder, "script", entry, imports.IntegrityOf(entry));
            builder.AddAttribute(4, "type", "module");
            builder.AddAttribute(5, "src", entry);
            builder.CloseElement();
        }
    }
}
