using Trestle;

namespace Blog.Tests;

/// <summary>The blog's live pages, without a browser.</summary>
public sealed class LiveArticlesTests : IAsyncDisposable
{
    readonly TestApp<App> blog = new() { Options = new() { IsSeeded = true } };

    [Fact]
    public async Task An_article_published_in_one_tab_appears_in_the_other()
    {
        var reading = await blog.OpenLiveAsync("/");
        var writing = await blog.NewVisitor().OpenLiveAsync("/articles/new");

        await writing.SubmitAsync("form", new { Title = "Rope bridges", Author = "Ada", Body = "Rope is a bridge that has not decided yet." });

        await reading.ExpectAsync("#articles > li:first-child h2", "Rope bridges");
        Assert.Equal("by Ada · 0 comments", reading.Find("#articles > li:first-child .byline").TextContent);
        await writing.FollowAsync();
        Assert.Equal("Rope bridges", writing.Title);
    }

    [Fact]
    public async Task A_form_counts_while_it_is_typed_and_finds_fault_with_what_was_touched()
    {
        var writing = await blog.OpenLiveAsync("/articles/new");

        await writing.FillAsync("form", new { Body = "Seventeen letters" });
        Assert.Equal("17 of 20,000 characters", writing.Find("#characters").TextContent);
        Assert.False(writing.Has(".field-error"));

        await writing.ClickAsync("Publish");
        Assert.True(writing.Has(".field-error"));
        Assert.Null(writing.LeftFor);
    }

    [Fact]
    public async Task A_comment_appears_on_the_open_article()
    {
        var reading = await blog.OpenLiveAsync("/articles/1");
        var commenting = await blog.OpenLiveAsync("/articles/1");

        await commenting.SubmitAsync("form[action$=comments]", new { Author = "Lin", Body = "They let the boats decide." });
        await commenting.FollowAsync();

        Assert.True(commenting.Has(".flash", "Thank you for your comment."));
        await reading.ExpectAsync("#comments > li:last-child p:last-of-type", "They let the boats decide.");
    }

    [Fact]
    public async Task Readers_now_counts_tabs_and_drops_when_one_closes()
    {
        var first = await blog.OpenLiveAsync("/");
        await first.ExpectAsync("#readers", "1 reader now");

        await using (await blog.OpenLiveAsync("/"))
            await first.ExpectAsync("#readers", "2 readers now");

        await first.ExpectAsync("#readers", "1 reader now");
    }

    [Fact]
    public async Task A_page_that_was_crashed_comes_back_with_its_counter_at_zero()
    {
        var trouble = await blog.OpenLiveAsync("/trouble");
        await trouble.ClickAsync("#count");

        var crash = await Assert.ThrowsAsync<VisitException>(() => trouble.ClickAsync("Crash this page"));
        Assert.Equal("You crashed this page when it had counted to 1.", crash.InnerException!.Message);

        await trouble.ReconnectAsync();
        Assert.Equal("Counted to 0", trouble.Find("#count").TextContent);
    }

    public ValueTask DisposeAsync() => blog.DisposeAsync();
}
