using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Trestle;

/// <summary>Files as answers: with their type and length, in parts for who asks so, and 304 for who has them.</summary>
static class FileResults
{
    static readonly FileExtensionContentTypeProvider types = new();

    public static Result Of(string path, string? name)
    {
        var file = new FileInfo(path);

        if (!file.Exists)
            throw new RequestException(StatusCodes.Status404NotFound, "There is no such file.");

        var tag = new EntityTagHeaderValue($"\"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}\"");

        return new HostedResult(TypedResults.PhysicalFile(
            file.FullName, TypeOf(name ?? file.Name), name, file.LastWriteTimeUtc, tag, enableRangeProcessing: true));
    }

    public static Result Of(Stream content, string contentType, string? name) =>
        new HostedResult(TypedResults.Stream(content, contentType, name, enableRangeProcessing: content.CanSeek));

    /// <summary>The path of a file that somebody else named, if it lies within the folder.</summary>
    public static string Within(string folder, string path)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var full = path.Contains('\0', StringComparison.Ordinal) ? "" : Path.GetFullPath(path, root);

        return full.StartsWith(root, StringComparison.Ordinal)
            ? full
            : throw new RequestException(StatusCodes.Status404NotFound, "There is no such file.");
    }

    static string TypeOf(string name) => types.TryGetContentType(name, out var type) ? type : "application/octet-stream";
}
