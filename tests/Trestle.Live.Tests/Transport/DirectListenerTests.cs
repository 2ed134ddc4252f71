using System.Net;

namespace Trestle.Live.Tests;

/// <summary>Which connections are taken aside, and that all others come to Kestrel untouched.</summary>
public class DirectListenerTests
{
    [Theory]
    [InlineData(LiveWay.Direct, true)]
    [InlineData(LiveWay.WebSockets, false)]
    [InlineData(LiveWay.Tls, false)]
    public async Task Takes_a_live_connection_from_the_socket_where_it_can(LiveWay way, bool isDirect)
    {
        await using var site = await LiveSite.StartAsync(way: way);
        await using var client = await site.JoinAsync("/counter");

        Assert.Equal(isDirect ? 1 : 0, site.DirectConnections);
        await client.ClickAsync("#add");
        Assert.Equal("1", client.Page.QuerySelector("#count")!.TextContent);
    }

    [Fact]
    public async Task Takes_it_also_when_its_request_comes_in_pieces()
    {
        await using var site = await LiveSite.StartAsync(new() { IdleTimeout = TimeSpan.FromDays(1) });
        using var client = await RawClient.DialAsync(site);

        await client.SendAsync(client.Head[..9]);
        await client.SendAsync(client.Head[9..60]);
        await client.SendAsync(client.Head[60..]);

        Assert.StartsWith("HTTP/1.1 101 ", await AfterPausesAsync(site, client.HeadAsync()), StringComparison.Ordinal);
        Assert.Equal(1, site.DirectConnections);
    }

    [Fact]
    public async Task Leaves_a_request_to_Kestrel_that_is_long_in_coming()
    {
        await using var site = await LiveSite.StartAsync(new() { IdleTimeout = TimeSpan.FromDays(1) });
        using var client = await RawClient.DialAsync(site);
        await client.SendAsync(client.Head[..60]);

        // By then it is Kestrel's, and joins as ever.
        using (var page = await AfterPausesAsync(site, site.GetAsync("/rows")))
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        for (var pause = 0; pause < 10; pause++)
            site.Time.Advance(TimeSpan.FromSeconds(1));

        await client.SendAsync(client.Head[60..]);

        Assert.StartsWith("HTTP/1.1 101 ", await AfterPausesAsync(site, client.HeadAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_a_connection_to_Kestrel_that_asked_for_a_page_first()
    {
        await using var site = await LiveSite.StartAsync();
        using var client = await RawClient.DialAsync(site);

        await client.SendAsync($"GET /up HTTP/1.1\r\nHost: {site.Address.Authority}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await client.HeadAsync(), StringComparison.Ordinal);
        await client.SendAsync(client.Head);
        var answer = await client.HeadAsync();

        while (!answer.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
            answer = answer[1..] + (answer.Length > 1 ? "" : await client.HeadAsync());

        Assert.Equal(0, site.DirectConnections);
    }

    [Theory]
    [InlineData("GET /live/websockets HTTP/1.1", 404)]
    [InlineData("GET /live/websocket HTTP/1.1", 400)]
    [InlineData("POST /live/websocket?vsn=2.0.0 HTTP/1.1", 400)]
    [InlineData("GET /live HTTP/1.1", 404)]
    [InlineData("GET /live/websocket?vsn=2.0.0 HTTP/9.1", 505)]
    [InlineData("GET  /live/websocket?vsn=2.0.0 HTTP/1.1", 400)]
    public async Task Has_Kestrel_answer_what_is_no_live_connection(string line, int status)
    {
        await using var site = await LiveSite.StartAsync();
        using var client = await RawClient.DialAsync(site);

        await client.SendAsync($"{line}\r\nHost: {site.Address.Authority}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", await client.HeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_host_that_is_not_the_application_s_and_hangs_up()
    {
        await using var site = await LiveSite.StartAsync(web: new() { Hosts = ["shop.example", "127.0.0.1"] });
        using var client = await RawClient.DialAsync(site);

        await client.SendAsync(client.Head.Replace($"Host: {site.Address.Authority}", "Host: evil.example", StringComparison.Ordinal));
        var answer = await client.HeadAsync();

        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("This host is none of this application.", await client.RestAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_a_browser_to_the_encrypted_address_where_that_is_wanted()
    {
        await using var site = await LiveSite.StartAsync(web: new() { ForceHttps = true }, way: LiveWay.Tls);
        await using var client = await site.JoinAsync("/counter");

        Assert.Equal("0", client.Page.QuerySelector("#count")!.TextContent);
    }

    [Fact]
    public async Task Stops_while_somebody_has_said_nothing_yet()
    {
        var site = await LiveSite.StartAsync();
        using var silent = await RawClient.DialAsync(site);
        using var halfway = await RawClient.DialAsync(site);
        await halfway.SendAsync(halfway.Head[..30]);

        await site.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        await Assert.ThrowsAnyAsync<Exception>(async () => Assert.NotEqual("", await silent.RestAsync()));
    }

    // Pauses are of the site's clock, and begin when the listener has come so far.
    static async Task<T> AfterPausesAsync<T>(LiveSite site, Task<T> answer)
    {
        while (!answer.IsCompleted)
        {
            site.Time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        return await answer;
    }
}
