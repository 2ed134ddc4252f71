using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Trestle.Live.Tests.Rendering;

namespace Trestle.Live.Tests;

public class TemporaryTests
{
    [Fact]
    public async Task Is_written_and_sent_and_then_forgotten()
    {
        await using var site = await LiveSite.StartAsync();
        var written = await site.OpenAsync("/report");
        await using var client = await site.JoinAsync("/report");
        string? Held() => client.Page.QuerySelector("#held")!.TextContent;

        Assert.Equal("Report 1", written.QuerySelector(".report b")!.TextContent);
        Assert.Equal(("Report 1", "held"), (client.Page.QuerySelector(".report b")!.TextContent, Held()));

        await client.ClickAsync("#click");
        Assert.Equal("never set, or sent", Held());
    }

    [Fact]
    public async Task Is_in_an_element_that_the_browser_leaves_as_it_is_until_there_is_another()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/report");
        string? Shown() => client.Page.QuerySelector(".report[phx-update=ignore]")!.Id;
        var first = Shown();

        await client.ClickAsync("#click");
        Assert.Equal((first, "1"), (Shown(), client.Page.QuerySelector("h1")!.TextContent));

        var second = (await client.ClickAsync("#write")).GetRawText();
        Assert.Contains("Report 2", second, StringComparison.Ordinal);
        Assert.NotEqual(first, Shown());

        var cleared = (await client.ClickAsync("#clear")).GetRawText();
        Assert.DoesNotContain("Report", cleared, StringComparison.Ordinal);
        Assert.Equal("", client.Page.QuerySelector(".report")!.InnerHtml);
    }

    [Fact]
    public void Has_no_value_before_it_is_set_and_after_it_was_sent()
    {
        var shown = new Temporary<string>();
        var page = new Shows(shown);
        Rendered.Join(page);
        Assert.False(shown.HasValue);

        shown.Value = "words";
        Assert.Equal("words", shown.Value);
        Rendered.Join(page);

        Assert.False(shown.HasValue);
        Assert.Equal(
            """
            A Temporary<String> has no value: it was never set, or has been sent and forgotten.

            Ask its HasValue before. What is needed again belongs in a field.
            """,
            Assert.Throws<InvalidOperationException>(() => shown.Value).Message);
    }

    [Fact]
    public void Says_what_cannot_be_shown_by_it()
    {
        Assert.Equal(
            """
            What a LiveTemporary shows has a handler, @onclick, but the view does not have it any more after it was sent.

            Let it call a method by name: phx-click="@nameof(Delete)" phx-value-id="@message.Id", with [LiveEvent] void Delete(ClickEvent click).
            """,
            Failure(new Shows(new() { Value = "a" }, builder =>
            {
                builder.OpenElement(0, "b");
                builder.AddAttribute(1, "onclick", (object)(Action)(() => { }));
                builder.CloseElement();
            })));
        Assert.Equal(
            """
            What a LiveTemporary shows has a stream, but the view does not have it any more after it was sent.

            Show it beside: a stream is forgotten once it is sent, too.
            """,
            Failure(new Shows(new() { Value = "a" }, builder =>
            {
                builder.OpenElement(0, "ul");
                builder.AddAttribute(1, "phx-update", "stream");
                builder.CloseElement();
            })));
        Assert.Equal(
            """
            A LiveTemporary is to show a value, but Of is null.

            Make one with the view: readonly Temporary<String> report = new();
            """,
            Failure(new Shows(null)));
    }

    [Fact]
    public async Task Shows_no_live_view_which_would_end_with_it()
    {
        await using var site = await LiveSite.StartAsync();

        await site.GetAsync("/nest/wrong/forgotten");

        Assert.Equal(
            """
            What a LiveTemporary shows has the live view "clock", but the view does not have it any more after it was sent.

            Show it where the view keeps what is around it: a view that is not shown any more ends.
            """, await site.Log.FirstFailure);
    }

    [Fact]
    public async Task Comes_back_empty_after_what_is_around_it_was_gone()
    {
        await using var site = await LiveSite.StartAsync();
        await using var client = await site.JoinAsync("/report");

        await client.ClickAsync("#hide");
        Assert.Null(client.Page.QuerySelector(".report"));
        await client.ClickAsync("#hide");

        Assert.Equal("", client.Page.QuerySelector(".report")!.InnerHtml);
    }

    static string Failure(Component page) => Assert.Throws<InvalidOperationException>(() => Rendered.Html(page)).Message;

    sealed class Shows(Temporary<string>? shown, RenderFragment? inside = null) : LiveView
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<LiveTemporary<string>>(0);
            builder.AddComponentParameter(1, "Of", shown!);
            builder.AddComponentParameter(2, "ChildContent", (RenderFragment<string>)(value => inside ?? (content => content.AddContent(0, value))));
            builder.CloseComponent();
        }
    }
}
