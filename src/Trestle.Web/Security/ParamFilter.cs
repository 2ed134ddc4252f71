using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>Keeps what a request carries out of logs, reports and error pages where its name says that it is a secret.</summary>
sealed class ParamFilter(WebOptions options)
{
    public const string Filtered = "(filtered)";

    readonly SearchValues<string> secrets = SearchValues.Create(
        [.. DatabaseOptions.UsuallyFiltered, "cookie", "authorization", "api-key", "api_key", "csrf", .. options.FilterParameters],
        StringComparison.OrdinalIgnoreCase);

    public bool IsSecret(ReadOnlySpan<char> name) => name.ContainsAny(secrets);

    public string Shown(string name, string? value) => IsSecret(name) ? Filtered : value ?? "";

    /// <summary>The path and query of a request, as they came: what is escaped stays so.</summary>
    public string TargetOf(HttpRequest request)
    {
        var path = request.PathBase.ToUriComponent() + request.Path.ToUriComponent();

        foreach (var (name, value) in request.RouteValues)
        {
            if (value is string { Length: > 0 } text && IsSecret(name))
                path = path.Replace(new PathString("/" + text).ToUriComponent()[1..], Filtered, StringComparison.Ordinal);
        }

        return path + Query(request.QueryString.Value);
    }

    /// <summary>An address, here or elsewhere, with its query filtered.</summary>
    public string Address(string address)
    {
        var fragment = address.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash ? hash : address.Length;
        var query = address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark && mark < fragment ? mark : fragment;

        return address[..query] + Query(address[query..fragment]) + address[fragment..];
    }

    string Query(string? query)
    {
        if (query is null or "" or "?")
            return query ?? "";

        // Most have no secret, and stay the text they are.
        if (!query.AsSpan().ContainsAny(secrets) && !query.Contains('%', StringComparison.Ordinal))
            return query;

        return "?" + string.Join('&', query[1..].Split('&').Select(Pair));
    }

    string Pair(string pair) => pair.Split('=', 2) is [var name, _] && IsSecret(Uri.UnescapeDataString(name)) ? $"{name}={Filtered}" : pair;
}
