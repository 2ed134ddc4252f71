using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>The stylesheets of an application as browsers get them: bundled when first asked for; in development again when a file has changed.</summary>
sealed partial class Stylesheets(IFileProvider files, Func<string, string?> addressOf, bool isDevelopment, ILogger logger)
{
    readonly ConcurrentDictionary<string, Stylesheet> known = new(StringComparer.OrdinalIgnoreCase);

    public static bool IsOne(string path) => path.EndsWith(".css", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null for what is no stylesheet, or not there.</summary>
    public Stylesheet? Find(string path)
    {
        if (!IsOne(path))
            return null;

        if (known.TryGetValue(path, out var sheet) && !(isDevelopment && HasChanged(sheet)))
            return sheet;

        if (!files.GetFileInfo(path).Exists)
            return null;

        return known[path] = Bundle(path);
    }

    Stylesheet Bundle(string path)
    {
        var bundle = CssBundle.Of(path, Read, addressOf);

        foreach (var fault in bundle.Faults)
            NotThere(fault);

        return new(path, Encoding.UTF8.GetBytes(bundle.Text), [.. bundle.Files.Distinct().Select(file => (file, files.GetFileInfo(file).LastModified))]);
    }

    bool HasChanged(Stylesheet sheet) => sheet.Files.Any(file => files.GetFileInfo(file.Path).LastModified != file.Changed);

    string? Read(string path)
    {
        var file = files.GetFileInfo(path);

        if (!file.Exists)
            return null;

        using var reader = new StreamReader(file.CreateReadStream());

        return reader.ReadToEnd();
    }

    [LoggerMessage(3, LogLevel.Warning, "{Fault}")]
    partial void NotThere(string fault);
}

/// <summary>A bundled stylesheet, plain and compressed.</summary>
/// <param name="Files">What it is made of, and when each was changed last.</param>
sealed record Stylesheet(string Path, byte[] Bytes, IReadOnlyList<(string Path, DateTimeOffset Changed)> Files)
{
    readonly byte[] hash = SHA256.HashData(Bytes);
    readonly Lazy<byte[]> brotli = new(() => Compressed(Bytes, to => new BrotliStream(to, CompressionLevel.SmallestSize)));
    readonly Lazy<byte[]> gzip = new(() => Compressed(Bytes, to => new GZipStream(to, CompressionLevel.SmallestSize)));

    public string Fingerprint => Convert.ToHexStringLower(hash)[..10];

    public string Integrity => $"sha256-{Convert.ToBase64String(hash)}";

    public string Address => $"/{Path[..^".css".Length]}.{Fingerprint}.css";

    public byte[] Encoded(string? encoding) => encoding switch
    {
        "br" => brotli.Value,
        "gzip" => gzip.Value,
        _ => Bytes,
    };

    static byte[] Compressed(byte[] bytes, Func<Stream, Stream> compress)
    {
        using var result = new MemoryStream();

        using (var stream = compress(result))
            stream.Write(bytes);

        return result.ToArray();
    }
}
