namespace Trestle.Docs.Tests;

/// <summary>The app of the README, as it stands there.</summary>
public class ReadmeTests(ClicksApp app) : IClassFixture<ClicksApp>
{
    [Fact]
    public async Task A_click_in_one_tab_counts_in_every_tab()
    {
        await using var one = await app.JoinAsync("/");
        await using var two = await app.JoinAsync("/");

        await one.ClickAsync("button");
        await one.NextAsync("diff");
        await two.NextAsync("diff");

        Assert.Equal("1 clicks", one.Page.QuerySelector("button")!.TextContent);
        Assert.Equal("1 clicks", two.Page.QuerySelector("button")!.TextContent);
        Assert.True(File.Exists(app.DatabaseFile));
    }

    [Fact]
    public async Task The_page_brings_the_browser_client_along()
    {
        var page = await app.OpenAsync("/");

        var script = await app.Browser.GetAsync(page.QuerySelector("script")!.GetAttribute("src"));

        Assert.Equal(200, (int)script.StatusCode);
        Assert.Equal("text/javascript", script.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public void The_app_fits_into_twenty_lines()
    {
        string[] names = ["clicks-program", "clicks-app", "clicks-live"];

        var lines = Repository.Snippets
            .Where(snippet => names.Contains(snippet.Name))
            .SelectMany(snippet => snippet.Code.Split('\n'))
            .Count(line => line.Trim().Length > 0);

        Assert.InRange(lines, 1, 20);
    }
}
