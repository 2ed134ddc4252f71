using System.Text.Json;

namespace Trestle;

/// <summary>The pins of an application with the addresses that its files have now.</summary>
sealed class ResolvedImports
{
    readonly SortedDictionary<string, string> imports = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, string> integrity = new(StringComparer.Ordinal);

    public ResolvedImports(ImportPins pins, AssetCatalog assets)
    {
        foreach (var (name, target) in pins.Imports)
            if (!target.StartsWith('/'))
                Pin(name, target, pins.Integrity.GetValueOrDefault(target));
            else if (target.EndsWith('/'))
                PinFolder(name, target, assets);
            else
                PinFile(name, target, assets);

        Preloads = [.. imports.Where(pin => !pin.Key.StartsWith('/') && !pins.Lazy.Contains(pin.Key)).Select(pin => pin.Value).Distinct()];
        Json = integrity.Count == 0 ? JsonSerializer.Serialize(new { imports }) : JsonSerializer.Serialize(new { imports, integrity });
    }

    /// <summary>Addresses that are fetched with the page.</summary>
    public IReadOnlyList<string> Preloads { get; }

    /// <summary>As it stands in the page: no text in it can end the script around it.</summary>
    public string Json { get; }

    public string? AddressOf(string name) => imports.GetValueOrDefault(name);

    public string? IntegrityOf(string address) => integrity.GetValueOrDefault(address);

    void PinFolder(string name, string folder, AssetCatalog assets)
    {
        var inside = folder.TrimStart('/');
        var files = assets.Paths.Where(path => path.StartsWith(inside, StringComparison.OrdinalIgnoreCase) && IsModule(path)).ToArray();

        if (files.Length == 0)
            throw Missing(name, folder, "no module");

        foreach (var file in files)
            PinFile(name + file[inside.Length..], "/" + file, assets);
    }

    // By its path as well, so that modules that import each other by "./dates.js" get the fingerprinted file too.
    void PinFile(string name, string path, AssetCatalog assets)
    {
        if (!assets.Has(path))
            throw Missing(name, path, "no such file");

        Pin(name, assets.AddressOf(path), assets.IntegrityOf(path));

        if (assets.AddressOf(path) is var address && address != path)
            imports[path] = address;
    }

    void Pin(string name, string address, string? hash)
    {
        imports[name] = address;

        if (hash is not null)
            integrity[address] = hash;
    }

    static bool IsModule(string path) => Path.GetExtension(path) is ".js" or ".mjs";

    static InvalidOperationException Missing(string name, string target, string what) => new(
        $"""
        The import map pins "{name}" to {target}, but there is {what} under wwwroot{target}.

        Put it there, or change Config/ImportMap.json. A file that is new is known after the next build.
        """);
}
