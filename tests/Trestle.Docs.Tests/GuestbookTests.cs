namespace Trestle.Docs.Tests;

/// <summary>The app of docs/start/first-app.md.</summary>
public class GuestbookTests(GuestbookApp app) : IClassFixture<GuestbookApp>
{
    [Fact]
    public async Task An_entry_appears_in_every_tab_and_survives_a_killed_server()
    {
        await using var one = await app.JoinAsync("/");
        await using var two = await app.JoinAsync("/");

        await one.FormAsync("form", "phx-submit", "name=Ada&text=%3Cb%3EHello");
        await two.NextAsync("diff");

        Assert.Equal("Ada: <b>Hello", two.Page.QuerySelector("li")!.TextContent);

        await app.RestartAsync();

        Assert.Equal("Ada: <b>Hello", (await app.OpenAsync("/")).QuerySelector("li")!.TextContent);
    }

    [Fact]
    public async Task A_field_is_judged_while_it_is_typed_and_not_before()
    {
        await using var tab = await app.JoinAsync("/");

        await tab.FormAsync("form", "phx-change", $"name={new string('a', 61)}&text=&_unused_text=", "name");

        Assert.Equal(["is too long (maximum is 60 characters)"], tab.Page.QuerySelectorAll(".field-error").Select(error => error.TextContent));
    }
}
