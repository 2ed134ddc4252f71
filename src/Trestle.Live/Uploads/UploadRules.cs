using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Humanizer;
using Microsoft.AspNetCore.WebUtilities;

namespace Trestle;

/// <summary>What is wrong with a file, by what its sender says of it.</summary>
static class UploadRules
{
    public static IEnumerable<string> Faults(LiveUploadOptions options, UploadEntry entry)
    {
        if (entry.Size > options.MaxFileSize)
            yield return TooLarge(options);

        if (options.Accept.Count > 0 && !options.Accept.Any(kind => Fits(kind, entry)))
            yield return $"is of a kind that is not accepted (accepted: {string.Join(", ", options.Accept)})";
    }

    public static string TooLarge(LiveUploadOptions options) =>
        $"is larger than {ByteSize.FromBytes(options.MaxFileSize).Humanize("0.#", CultureInfo.CurrentCulture)}";

    static bool Fits(string kind, UploadEntry entry) => kind switch
    {
        ['.', ..] => entry.Name.EndsWith(kind, StringComparison.OrdinalIgnoreCase),
        [.. var group, '/', '*'] => entry.ContentType.StartsWith(group + "/", StringComparison.OrdinalIgnoreCase),
        _ => entry.ContentType.Equals(kind, StringComparison.OrdinalIgnoreCase),
    };
}

/// <summary>Reads what a browser lists.</summary>
static class UploadJsonFields
{
    /// <summary>Null for what is no file.</summary>
    public static UploadEntry? Entry(LiveUpload upload, JsonElement listed) =>
        JoinPayload.Text(listed, "ref") is { Length: > 0 and <= 20 } reference
        && JoinPayload.Text(listed, "name") is { } name
        && listed.TryGetProperty("size", out var said) && said.ValueKind == JsonValueKind.Number && said.TryGetInt64(out var size) && size > 0
            ? new(upload, reference, name, JoinPayload.Text(listed, "type") ?? "", size)
            : null;
}

/// <summary>Names that nobody guesses.</summary>
static class Tokens
{
    public static string New() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(16));
}
