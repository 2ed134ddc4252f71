using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>
/// Knows of each file under wwwroot its fingerprinted address, <c>/app.k2j4x.js</c> for <c>app.js</c>, and its hash. Stylesheets are
/// <see cref="Stylesheets"/>' own.
/// </summary>
/// <param name="endpoints">Where <c>MapStaticAssets</c> has put its endpoints; looked into at the first question.</param>
/// <param name="files">The files under wwwroot, those of packages below _content.</param>
/// <param name="isDevelopment">Files change while the program runs, so their hashes are not told.</param>
sealed class AssetCatalog(Func<IEnumerable<Endpoint>> endpoints, Func<IFileProvider> files, bool isDevelopment, ILogger logger)
{
    readonly Lazy<Dictionary<string, string>> assets = new(() => Read(endpoints()));
    readonly ConcurrentDictionary<string, string> hashes = new(StringComparer.OrdinalIgnoreCase);

    Stylesheets? stylesheets;
    ResolvedImports? imports;

    /// <summary>Of files in wwwroot: "js/app.js".</summary>
    public IEnumerable<string> Paths => assets.Value.Keys;

    /// <summary>What the tag of a script says besides, by its path: a floor above has something to tell it.</summary>
    public IReadOnlyDictionary<string, ScriptMark> Marks { get; init; } = new Dictionary<string, ScriptMark>();

    public Stylesheets Stylesheets => stylesheets ??= new(files(), path => Find(path), isDevelopment, logger);

    /// <summary>The address of a file under wwwroot; a file nobody fingerprinted keeps its plain path.</summary>
    public string AddressOf(string path) => Find(Plain(path)) switch
    {
        null => "/" + Plain(path),
        _ when Stylesheets.Find(Plain(path)) is { } sheet => sheet.Address,
        var address => address,
    };

    /// <summary>The hash for the attribute <c>integrity</c>; null for a file that may still change or is not known.</summary>
    public string? IntegrityOf(string path) =>
        isDevelopment || Find(Plain(path)) is null ? null
        : Stylesheets.Find(Plain(path)) is { } sheet ? sheet.Integrity
        : hashes.GetOrAdd(Plain(path), HashOf);

    public ResolvedImports Resolve(ImportPins pins) => isDevelopment ? new(pins, this) : imports ??= new(pins, this);

    public bool Has(string path) => Find(Plain(path)) is not null;

    string? Find(string path) => assets.Value.GetValueOrDefault(path);

    static string Plain(string path) => path.TrimStart('/');

    static Dictionary<string, string> Read(IEnumerable<Endpoint> endpoints)
    {
        var assets = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

        foreach (var asset in endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>()).OfType<StaticAssetDescriptor>())
            if (asset.Selectors.Count == 0 && PropertyOf(asset, "label") is { } label)
                assets[label] = "/" + asset.Route;

        return assets;
    }

    static string? PropertyOf(StaticAssetDescriptor asset, string name) => asset.Properties.FirstOrDefault(property => property.Name == name)?.Value;

    // The manifest of the build has it too, but MapStaticAssets drops it.
    string HashOf(string path)
    {
        using var stream = files().GetFileInfo(path).CreateReadStream();

        return $"sha256-{Convert.ToBase64String(SHA256.HashData(stream))}";
    }
}

/// <summary>An attribute of a script's tag.</summary>
sealed record ScriptMark(string Name, string Value);
