namespace Trestle.Testing.Tests;

public sealed class TestLiveViewFormTests(TestApp<Kiosk.KioskApp> app) : IClassFixture<TestApp<Kiosk.KioskApp>>
{
    [Fact]
    public async Task Fields_are_filled_one_after_the_other_and_each_is_heard_of()
    {
        await using var order = await app.OpenLiveAsync("/form");

        await order.FillAsync("#order", new { Title = "a b" });
        Assert.Equal("no=7&title=a b&_unused_note=&note=&_unused_size=&size=s&_unused_words=&words=as before", order.Find("#heard").TextContent);
        Assert.Equal("title", order.Find("#target").TextContent);

        await order.FillAsync("#order", new { Note = "typed", Gift = true, Size = "Large" });
        Assert.Equal("no=7&title=a b&note=typed&gift=true&size=l&_unused_words=&words=as before", order.Find("#heard").TextContent);
        Assert.Equal("size", order.Find("#target").TextContent);
    }

    [Fact]
    public async Task A_form_is_sent_with_its_button()
    {
        await using var order = await app.OpenLiveAsync("/form");

        await order.SubmitAsync("#order button", new { Words = "none" });

        Assert.Equal("no=7&title=&note=&size=s&words=none&by=wire", order.Find("#heard").TextContent);
        Assert.Equal("", order.Find("#target").TextContent);
        await order.ClickAsync("Send");
        await order.SubmitAsync("#order");
        Assert.Equal("no=7&title=&note=&size=s&words=none", order.Find("#heard").TextContent);
    }

    [Fact]
    public async Task What_was_typed_stands_until_the_server_changes_that_field()
    {
        await using var order = await app.OpenLiveAsync("/form");

        await order.FillAsync("#order", new { Note = "typed", Title = "normal" });
        Assert.Equal("NORMAL", order.Find("[name=title]").GetAttribute("value"));
        await order.SubmitAsync("#order");

        Assert.Equal("no=7&title=NORMAL&note=typed&size=s&words=as before", order.Find("#heard").TextContent);
    }

    [Fact]
    public async Task A_form_that_no_view_listens_to_leads_to_its_page()
    {
        await using var order = await app.OpenLiveAsync("/form");

        await order.SubmitAsync("#plain", new { Words = "posted" });

        Assert.Equal("/echo", order.LeftFor);
        Assert.Equal("words=posted", (await order.FollowPageAsync()).Text);
    }

    [Fact]
    public async Task A_view_may_have_its_page_send_a_form()
    {
        await using var order = await app.OpenLiveAsync("/form");

        await order.SubmitAsync("#enter");

        Assert.Equal("words=entered", (await order.FollowPageAsync()).Text);
    }

    [Fact]
    public async Task What_was_typed_is_sent_again_when_the_connection_comes_back()
    {
        await using var order = await app.OpenLiveAsync("/form");
        await order.FillAsync("#order", new { Title = "kept", Note = "too" });

        await order.ReconnectAsync();

        Assert.Equal("no=7&title=kept&note=too&_unused_size=&size=s&_unused_words=&words=as before", order.Find("#heard").TextContent);
    }

    [Fact]
    public async Task A_form_or_a_field_that_is_not_there_is_named_beside_those_that_are()
    {
        await using var order = await app.OpenLiveAsync("/form");

        Assert.StartsWith(
            "OrderLive at /form has no form that matches \"#lost\". Its forms are:\n\n    form#order (GET /form): no, title, note, gift, size, words, by\n    form#plain",
            (await Assert.ThrowsAsync<VisitException>(() => order.SubmitAsync("#lost"))).Message, StringComparison.Ordinal);
        Assert.Equal(
            "form#order of OrderLive at /form has no field \"colour\". Its fields are: no, title, note, gift, size, words, by.",
            (await Assert.ThrowsAsync<VisitException>(() => order.FillAsync("#order", new { colour = "red" }))).Message);
    }
}
