using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>What tags of stylesheets and scripts have in common: the hash by which a browser knows that a file is the one that was meant.</summary>
static class AssetTag
{
    public static bool IsElsewhere(string path) => path.Contains("://", StringComparison.Ordinal);

    public static void Open(RenderTreeBuilder builder, string element, string address, string? integrity)
    {
        builder.OpenElement(0, element);

        if (integrity is not null)
            builder.AddAttribute(1, "integrity", integrity);

        // Of another site's file a browser checks the hash only when that site allows it to be read.
        if (IsElsewhere(address))
            builder.AddAttribute(2, "crossorigin", "anonymous");
    }

    /// <summary>The address and the hash of a file under wwwroot, or of one of another site.</summary>
    public static (string Address, string? Integrity) Of(string path, string? integrity, ViewContext context)
    {
        if (!IsElsewhere(path))
            return (context.Asset(path), integrity ?? context.Assets?.IntegrityOf(path));

        return (path, integrity ?? throw new InvalidOperationException(
            $"""
            {path} is another site's, and the page does not say which file it means.

            Add its hash, so that a changed one does not run: Integrity="sha384-...". It is told by:

                curl -s {path} | openssl dgst -sha384 -binary | openssl base64 -A
            """));
    }
}
