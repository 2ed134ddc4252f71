using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Blog.Tests;

public sealed class ReconnectTests(BlogFixture blog) : BrowserTest(blog)
{
    [Fact]
    public async Task An_open_page_comes_back_with_the_server_and_is_live_again()
    {
        var list = await OpenLiveAsync("/");
        var form = await OpenLiveAsync("/articles/new");
        await form.GetByLabel("Title").FillAsync("Typed before the crash");
        await form.EvaluateAsync("window.isTheSamePage = true");

        await Blog.Server.KillAsync();
        await Expect(list.GetByText("The connection is lost. Trying again.")).ToBeVisibleAsync();

        await Blog.RestartAsync();
        await ExpectLiveAsync(list);
        await Expect(list.GetByText("The connection is lost. Trying again.")).ToBeHiddenAsync();
        await ExpectLiveAsync(form);
        Assert.True(await form.EvaluateAsync<bool>("window.isTheSamePage === true"));
        await Expect(form.GetByLabel("Title")).ToHaveValueAsync("Typed before the crash");

        await form.GetByLabel("Author").FillAsync("Eve");
        await form.GetByLabel("Body").FillAsync("And published after it.");
        await form.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(list.Locator("#articles h2").First).ToHaveTextAsync("Typed before the crash");
        ForgetTheLostConnection();
    }
}
