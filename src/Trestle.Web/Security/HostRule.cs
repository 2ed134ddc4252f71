using System.Net;
using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>
/// Takes only requests that name a host of this application: addresses in pages and mails are made of it, and a page of another site cannot reach
/// a development machine under a name of its own (DNS rebinding).
/// </summary>
sealed class HostRule(WebOptions options)
{
    static readonly string[] atHome = ["localhost", "*.localhost", "*.local", "*.test"];

    readonly IReadOnlyList<string> hosts = options.Hosts.Count > 0 ? options.Hosts : options.IsDevelopment ? atHome : [];

    readonly bool takesAny = options.Hosts.Contains("*");

    public void Require(HttpRequest request)
    {
        if (takesAny || hosts.Count == 0 || IsOwn(request.Host.Host) || request.Path == "/up")
            return;

        throw new RequestException(
            StatusCodes.Status400BadRequest,
            options.IsDevelopment
                ? $"The host {request.Host.Host} is none of this application. If it should be, name it in Config/Development.json: \"Web\": {{ \"Hosts\": [\"{request.Host.Host}\"] }}"
                : "This host is none of this application.");
    }

    bool IsOwn(string host) =>
        hosts.Any(own => own.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(own[1..], StringComparison.OrdinalIgnoreCase) && host.Length >= own.Length
            : host.Equals(own, StringComparison.OrdinalIgnoreCase))
        || (options.Hosts.Count == 0 && IPAddress.TryParse(host, out _));
}
