using Microsoft.AspNetCore.DataProtection;

namespace Trestle.Web.Tests;

public class SessionTests
{
    [Fact]
    public async Task Keeps_a_value_for_one_browser()
    {
        await using var site = await Site.StartAsync();
        using var other = site.NewClient();

        await site.PostAsync("/session", ("name", "Ann"));

        Assert.Equal("Ann", await site.Client.GetStringAsync("/session"));
        Assert.Equal("nobody", await other.GetStringAsync("/session"));
    }

    [Fact]
    public async Task Writes_the_cookie_only_when_something_changed()
    {
        await using var site = await Site.StartAsync();

        var changed = await site.PostAsync("/session", ("name", "Ann"));
        var same = await site.PostAsync("/session", ("name", "Ann"));
        var read = await site.GetAsync("/session");

        Assert.EndsWith("; path=/; samesite=lax; httponly", changed.Headers.GetValues("Set-Cookie").Single());
        Assert.False(same.Headers.Contains("Set-Cookie"));
        Assert.False(read.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Drops_the_cookie_when_cleared()
    {
        await using var site = await Site.StartAsync();
        await site.PostAsync("/session", ("name", "Ann"));

        var cleared = await site.PostAsync("/session", ("name", ""));

        Assert.StartsWith("session=; expires=Thu, 01 Jan 1970", cleared.Headers.GetValues("Set-Cookie").Single());
        Assert.Equal("nobody", await site.Client.GetStringAsync("/session"));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("%%%")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("")]
    public async Task Takes_a_cookie_it_cannot_read_for_an_empty_session(string cookie)
    {
        await using var site = await Site.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = site.Address };
        client.DefaultRequestHeaders.Add("Cookie", $"session={cookie}");

        Assert.Equal("nobody", await client.GetStringAsync("/session"));
        Assert.Empty(site.Log.Lines);
    }

    [Fact]
    public async Task Takes_the_cookie_of_another_application_for_an_empty_session()
    {
        await using var site = await Site.StartAsync();
        await using var elsewhere = await Site.StartAsync();
        var foreign = (await elsewhere.PostAsync("/session", ("name", "Eve"))).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = site.Address };
        client.DefaultRequestHeaders.Add("Cookie", foreign);

        Assert.Equal("nobody", await client.GetStringAsync("/session"));
    }

    [Fact]
    public async Task Reads_its_cookie_again_after_a_restart_with_the_same_keys()
    {
        var keys = new EphemeralDataProtectionProvider();
        string cookie;

        await using (var before = await Site.StartAsync(protection: keys))
            cookie = (await before.PostAsync("/session", ("name", "Ann"))).Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        await using var after = await Site.StartAsync(protection: keys);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = after.Address };
        client.DefaultRequestHeaders.Add("Cookie", cookie);

        Assert.Equal("Ann", await client.GetStringAsync("/session"));
    }

    [Fact]
    public void Says_so_when_it_would_not_fit_into_a_cookie()
    {
        var session = new Session(() => new() { ["name"] = "Ann" }, () => { });

        var refused = Assert.Throws<InvalidOperationException>(() => session["basket"] = new string('x', 3000));

        Assert.Equal(
            """
            The session would hold 3025 bytes with "basket", but it travels in a cookie and takes 2700.

            Keep the large value in a record and put its id into the session.
            """, refused.Message);
        Assert.Null(session["basket"]);
    }

    [Fact]
    public void Flash_shows_a_message_as_often_as_one_page_asks_and_then_forgets_it()
    {
        var kept = new Dictionary<string, string>();
        new Flash(new Session(() => kept, () => { })) { Notice = "saved", ["detail"] = "twice" };

        var page = new Flash(new Session(() => kept, () => { }));
        var next = new Flash(new Session(() => kept, () => { }));

        Assert.Equal(("saved", "saved"), (page.Notice, page.Notice));
        Assert.Null(next.Notice);
        Assert.Equal("twice", next["detail"]);
    }
}
