using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>The network address of whoever sent a request: the socket's, or what a proxy we trust says of it.</summary>
sealed class ClientAddress(WebOptions options)
{
    readonly IPNetwork[] proxies = [.. options.Proxies.Select(Network)];

    public IPAddress? Of(HttpContext context)
    {
        var address = Plain(context.Connection.RemoteIpAddress);

        // From the last on: each proxy appends whom it heard it from, and what stands before may be made up.
        foreach (var named in context.Request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries).Reverse())
        {
            if (address is null || !IsProxy(address) || !IPEndPoint.TryParse(named, out var before))
                break;

            address = Plain(before.Address);
        }

        return address;
    }

    /// <summary>What counts as one client: who has IPv6 has a whole network of addresses.</summary>
    public string ClientOf(HttpContext context) => Of(context) switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6 } address => new IPNetwork(Masked(address), 64).ToString(),
        var address => address.ToString(),
    };

    // A proxy on this machine is the usual case: an application listens on the loopback address unless told.
    bool IsProxy(IPAddress address) => IPAddress.IsLoopback(address) || proxies.Any(network => network.Contains(address));

    static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    static IPAddress Masked(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();

        return new(bytes);
    }

    static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        : throw new RouteException($"expected Web:Proxies to hold addresses and networks such as 10.0.0.0/8, got: \"{text}\"");
}
