using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Trestle.Web.Tests;

public class CookieTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("signed")]
    [InlineData("encrypted")]
    public async Task Keeps_a_text_for_the_browser_until_it_is_deleted(string kind)
    {
        await using var site = await Site.StartAsync();

        var kept = await site.PostAsync("/cookies", ("kind", kind), ("name", "seat"), ("value", "row 7; größte Nähe"));
        var read = await site.Client.GetStringAsync($"/cookies?kind={kind}&name=seat");
        await site.PostAsync("/cookies", ("kind", kind), ("name", "seat"), ("value", ""));

        Assert.EndsWith("; path=/; samesite=lax; httponly", Assert.Single(kept.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal(("row 7; größte Nähe", "none"), (read, await site.Client.GetStringAsync($"/cookies?kind={kind}&name=seat")));
    }

    [Fact]
    public async Task Shows_a_signed_text_and_hides_an_encrypted_one()
    {
        await using var site = await Site.StartAsync();

        var signed = await SetAsync(site, "signed", "seat", "row 7");
        var encrypted = await SetAsync(site, "encrypted", "seat", "row 7");

        Assert.StartsWith("cm93IDc.", signed, StringComparison.Ordinal); // base64url of "row 7"
        Assert.DoesNotContain("cm93IDc", encrypted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signed")]
    [InlineData("encrypted")]
    public async Task Takes_what_was_changed_moved_or_is_too_old_for_missing(string kind)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        await using var site = await Site.StartAsync(time: time);
        var cookie = await SetAsync(site, kind, "seat", "row 7");
        var old = await SetAsync(site, kind, "seat", "row 7", seconds: 60);

        Assert.Equal("row 7", await ReadAsync(site, kind, "seat", cookie));
        Assert.Equal("none", await ReadAsync(site, kind, "seat", $"{cookie[..^2]}AA"));
        Assert.Equal("none", await ReadAsync(site, kind, "seat", $"cm93IDg{cookie[7..]}"));
        Assert.Equal("none", await ReadAsync(site, kind, "throne", cookie));
        Assert.Equal("none", await ReadAsync(site, kind == "signed" ? "encrypted" : "signed", "seat", cookie));
        Assert.Equal("none", await ReadAsync(site, kind, "seat", "nonsense"));
        Assert.Equal("none", await ReadAsync(site, kind, "seat", "."));

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("row 7", await ReadAsync(site, kind, "seat", old));

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("none", "row 7"), (await ReadAsync(site, kind, "seat", old), await ReadAsync(site, kind, "seat", cookie)));
    }

    [Fact]
    public async Task Refuses_more_than_a_browser_keeps()
    {
        await using var site = await Site.StartAsync(new() { IsDevelopment = true });

        var answer = await site.PostAsync("/cookies", ("kind", "plain"), ("name", "seat"), ("value", new string('x', 4093)));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("The cookie &quot;seat&quot; would have more than 4096 bytes, which browsers drop without a word.", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Flash_shows_now_and_keeps_for_later()
    {
        await using var site = await Site.StartAsync();

        Assert.Equal("now", await site.Client.GetStringAsync("/cookies/now"));
        Assert.Equal("", await site.Client.GetStringAsync("/cookies/shown"));

        await site.GetAsync("/cookies/later");
        Assert.Equal("later", await site.Client.GetStringAsync("/cookies/shown?keep=true"));
        Assert.Equal("later", await site.Client.GetStringAsync("/cookies/shown"));
        Assert.Equal("", await site.Client.GetStringAsync("/cookies/shown"));
    }

    static async Task<string> SetAsync(Site site, string kind, string name, string value, int seconds = 0)
    {
        var answer = await site.PostAsync("/cookies", ("kind", kind), ("name", name), ("value", value), ("seconds", $"{seconds}"));

        return Assert.Single(answer.Headers.GetValues("Set-Cookie"))[$"{name}=".Length..].Split(';')[0];
    }

    static async Task<string> ReadAsync(Site site, string kind, string name, string cookie)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = site.Address };
        client.DefaultRequestHeaders.Add("Cookie", $"{name}={cookie}");

        return await client.GetStringAsync($"/cookies?kind={kind}&name={name}");
    }
}
