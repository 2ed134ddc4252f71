using System.Text;
using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>
/// The head of a request that opens a live connection. Only the plain shape that browsers and proxies send is read here; whatever else
/// may be right, or wrong, about a request is Kestrel's to say.
/// </summary>
sealed record UpgradeHead(string Path, string Query, IHeaderDictionary Headers, string Key, int Length)
{
    const string Target = "/live/websocket";
    const int MostHeaders = 100;

    static ReadOnlySpan<byte> Beginning => "GET /live/websocket"u8;

    /// <summary>Whether a request that begins so may be one. Null when too little of it has come to say.</summary>
    public static bool? IsLive(ReadOnlySpan<byte> bytes) =>
        bytes.Length > Beginning.Length ? bytes.StartsWith(Beginning) && bytes[Beginning.Length] is (byte)'?' or (byte)' '
        : Beginning.StartsWith(bytes) ? null
        : false;

    /// <summary>Where the head ends; -1 when more of it is to come.</summary>
    public static int EndOf(ReadOnlySpan<byte> bytes) => bytes.IndexOf("\r\n\r\n"u8) is var end and >= 0 ? end + 4 : -1;

    /// <summary>Null for one that is not as plain as it could be.</summary>
    public static UpgradeHead? Parse(ReadOnlySpan<byte> bytes)
    {
        var length = EndOf(bytes);

        if (length < 0 || bytes[..length].ContainsAnyExceptInRange((byte)'\t', (byte)'~'))
            return null;

        var lines = Encoding.ASCII.GetString(bytes[..(length - 4)]).Split("\r\n");

        if (lines[0].Split(' ') is not ["GET", var target, "HTTP/1.1"] || lines.Length > MostHeaders || Read(lines) is not { } headers)
            return null;

        var query = target[Target.Length..];

        return query.Contains('#', StringComparison.Ordinal) || KeyOf(headers) is not { } key
            ? null
            : new(Target, query, headers, key, length);
    }

    static HeaderDictionary? Read(string[] lines)
    {
        var headers = new HeaderDictionary();

        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);

            if (colon <= 0 || !IsToken(line.AsSpan(0, colon)) || line.AsSpan().ContainsAny("\r\n\v\f"))
                return null;

            headers.Append(line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
        }

        return headers;
    }

    // https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
    static bool IsToken(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
            if (!char.IsAsciiLetterOrDigit(letter) && !"!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal))
                return false;

        return true;
    }

    // https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1
    static string? KeyOf(IHeaderDictionary headers) =>
        headers.Host.Count == 1
        && headers.ContentLength is null && headers.TransferEncoding.Count == 0
        && headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase)
        && headers.Connection.ToString().Split(',', StringSplitOptions.TrimEntries).Contains("upgrade", StringComparer.OrdinalIgnoreCase)
        && headers.SecWebSocketVersion == "13"
        && headers.SecWebSocketKey is [{ Length: 24 } key]
        && Convert.TryFromBase64String(key, new byte[16], out var size) && size == 16
            ? key
            : null;
}
