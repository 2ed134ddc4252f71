using System.Net.Sockets;
using System.Text;

namespace Trestle.Web.Tests;

/// <summary>Sends bytes that no HTTP client would.</summary>
static class Raw
{
    public static Task<string> SendAsync(Site site, string request) => SendAsync(site, Encoding.Latin1.GetBytes(request));

    public static async Task<string> SendAsync(Site site, byte[] request)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var client = new TcpClient();
        await client.ConnectAsync(site.Address.Host, site.Address.Port, timeout.Token);

        var stream = client.GetStream();
        await stream.WriteAsync(request, timeout.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);

        return await reader.ReadToEndAsync(timeout.Token);
    }
}
