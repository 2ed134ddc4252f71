using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticAssets;

namespace Trestle;

/// <summary>Knows the fingerprinted address of each static file, <c>/app.k2j4x.css</c> for <c>app.css</c>.</summary>
/// <param name="endpoints">Where <c>MapStaticAssets</c> has put its endpoints; looked into at the first question.</param>
sealed class AssetUrls(Func<IEnumerable<Endpoint>> endpoints)
{
    readonly Lazy<Dictionary<string, string>> urls = new(() => Read(endpoints()));

    /// <summary>The address of a file under wwwroot; a file nobody fingerprinted keeps its plain path.</summary>
    public string UrlOf(string path)
    {
        var plain = path.TrimStart('/');

        return urls.Value.GetValueOrDefault(plain, "/" + plain);
    }

    static Dictionary<string, string> Read(IEnumerable<Endpoint> endpoints)
    {
        var urls = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

        foreach (var asset in endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>()).OfType<StaticAssetDescriptor>())
        {
            if (asset.Properties.FirstOrDefault(property => property.Name == "label") is { Value: { } label })
                urls[label] = "/" + asset.Route;
        }

        return urls;
    }
}
