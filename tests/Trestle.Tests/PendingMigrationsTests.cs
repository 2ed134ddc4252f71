using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Trestle.Tests;

/// <summary>The page of a database that lacks migrations, in development.</summary>
public sealed partial class PendingMigrationsTests : IAsyncDisposable
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("trestle-");
    readonly HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    AppHost? host;

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();

        if (host is not null)
            await host.DisposeAsync();

        data.Delete(recursive: true);
    }

    async Task StartAsync(string environment)
    {
        host = new(AppSettings.Read(
            Assembly.GetExecutingAssembly(), ["--port", "0", "--data", data.FullName, "--migrate", "false", "--environment", environment]));

        await host.StartAsync(Assembly.GetExecutingAssembly());
    }

    Uri To(string path) => new(host!.Url + path);

    Task<HttpResponseMessage> PressAsync(string token, string back) => browser.PostAsync(To("/trestle/migrations"), new FormUrlEncodedContent(
        [KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("back", back)]));

    [Fact]
    public async Task Shows_them_with_a_button_that_applies_them_and_leads_back()
    {
        await StartAsync("Development");

        var answer = await browser.GetAsync(To("/greeting?loud=yes"));
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("<h1>The database lacks 2 migrations</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<tr><td>20260101120000_CreateGreetings</td></tr>", page, StringComparison.Ordinal);

        var pressed = await PressAsync(Token().Match(page).Groups[1].Value, Back().Match(page).Groups[1].Value);

        Assert.Equal((HttpStatusCode.SeeOther, "/greeting?loud=yes"), (pressed.StatusCode, pressed.Headers.Location!.ToString()));
        Assert.Equal("hello", await browser.GetStringAsync(To("/greeting")));
    }

    [Fact]
    public async Task Applies_nothing_for_a_form_from_somewhere_else()
    {
        await StartAsync("Development");

        var pressed = await PressAsync("forged", "/");

        Assert.Equal(HttpStatusCode.BadRequest, pressed.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync(To("/greeting"))).StatusCode);
    }

    [Fact]
    public async Task Leads_nowhere_outside()
    {
        await StartAsync("Development");
        var page = await (await browser.GetAsync(To("/greeting"))).Content.ReadAsStringAsync();

        var pressed = await PressAsync(Token().Match(page).Groups[1].Value, "//example.com");

        Assert.Equal("/", pressed.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Does_not_start_in_production()
    {
        var failure = await Assert.ThrowsAsync<AppStartException>(() => StartAsync("Production"));

        Assert.Equal(
            """
            The database lacks 2 of the application's migrations: 20260101120000_CreateGreetings, 20260102120000_RequireLanguage.

            Apply them with the command db migrate, or at start with: --migrate true
            """,
            failure.Message);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"back\" value=\"([^\"]+)\"")]
    private static partial Regex Back();
}
