using System.Net;
using Trestle.Testing.Tests.Kiosk;

namespace Trestle.Testing.Tests;

public sealed class TestPageTests : IAsyncDisposable
{
    readonly TestApp<KioskApp> app = new() { Options = new() { IsSeeded = true } };

    [Fact]
    public async Task A_link_is_clicked_by_its_text()
    {
        var page = await (await app.GetAsync("/notes")).ClickAsync("Second");

        Assert.Equal(("/notes/2", "Second"), (page.Path, page.Find("h1").TextContent));
    }

    [Fact]
    public async Task A_button_sends_its_form()
    {
        var page = await (await app.GetAsync("/notes")).ClickAsync("Delete", within: "#note-1");

        Assert.Equal(["Second"], page.FindAll("li a").Select(link => link.TextContent));
    }

    [Fact]
    public async Task A_form_is_filled_and_sent_with_what_else_it_holds()
    {
        var form = await app.GetAsync("/notes/new");

        Assert.Equal("Mine", (await form.SubmitAsync("form", new { Title = "Mine" })).Find("h1").TextContent);
        Assert.Equal("Untitled", (await (await app.GetAsync("/notes/new")).SubmitAsync("#new-note")).Find("h1").TextContent);
    }

    [Fact]
    public async Task Every_control_is_filled_as_its_reader_would()
    {
        var untouched = await (await app.GetAsync("/order")).SubmitAsync("#order");
        var filled = await (await app.GetAsync("/order")).SubmitAsync("#order", new
        {
            Gift = true,
            Extras = (string[])["sugar"],
            Size = "large",
            Colour = "Green",
            Words = "new",
        });

        Assert.Equal("gift=false extras[]=milk size=small colour= words=as before", untouched.Text);
        Assert.Equal("gift=false,true extras[]=sugar size=large colour=g words=new", filled.Text);
    }

    [Fact]
    public async Task The_button_that_is_pressed_is_sent_along()
    {
        var page = await (await app.GetAsync("/order")).ClickAsync("Send by wire");

        Assert.EndsWith("by=wire", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_only_asks_puts_its_fields_into_the_path()
    {
        var page = await (await app.GetAsync("/order")).SubmitAsync(".search", new { Words = "a b" });

        Assert.Equal(("/search?words=a+b", "searched a b"), (page.Path, page.Text));
    }

    [Fact]
    public Task What_is_not_on_the_page_is_named_beside_what_it_reads() => FailsAsync(
        "/notes", page => Task.FromResult(page.Find("h2")),
        """
        GET /notes (200) has nothing that matches "h2". It reads:

            Notes
            New note
            First DeleteSecond Delete
            Idle
        """);

    [Fact]
    public Task A_link_that_is_not_there_is_named_beside_those_that_are() => FailsAsync(
        "/notes", page => page.ClickAsync("Nwe note"),
        """
        GET /notes (200) has no link or button "Nwe note". It has: "New note", "First", "Delete", "Second", "Delete", "Idle".
        """);

    [Fact]
    public Task A_part_without_links_says_so() => FailsAsync(
        "/notes", page => page.ClickAsync("First", within: "h1"), """ "h1" of GET /notes (200) has no link or button "First". It has none.""".TrimStart());

    [Fact]
    public Task A_text_that_is_on_several_links_needs_a_place() => FailsAsync(
        "/notes", page => page.ClickAsync("Delete"),
        """
        GET /notes (200) has 2 links or buttons "Delete". Say where the one is:

            await page.ClickAsync("Delete", within: "#article-7");
        """);

    [Fact]
    public Task A_button_outside_of_forms_sends_nothing() => FailsAsync(
        "/notes", page => page.ClickAsync("Idle"), "The button \"Idle\" of GET /notes (200) stands in no form, so pressing it sends nothing.");

    [Fact]
    public Task A_form_that_is_not_there_is_named_beside_those_that_are() => FailsAsync(
        "/order", page => page.SubmitAsync("#ordre"),
        """
        GET /order (200) has no form that matches "#ordre". Its forms are:

            form.search.wide (GET /search): words
            form#order (POST /echo): gift, extras[], size, colour, words, by
        """);

    [Fact]
    public Task A_page_without_forms_says_so() => FailsAsync(
        "/notes/1", page => page.SubmitAsync("form"), "GET /notes/1 (200) has no form that matches \"form\". It has none.");

    [Fact]
    public Task A_field_that_is_not_there_is_named_beside_those_that_are() => FailsAsync(
        "/order", page => page.SubmitAsync("#order", new { Color = "r" }),
        "form#order of GET /order (200) has no field \"Color\". Its fields are: gift, extras[], size, colour, words, by.");

    [Theory]
    [InlineData("Colour", "Red, Green", "r, g, None, Red, Green")]
    [InlineData("Size", "medium", "small, large")]
    public Task A_choice_that_is_not_there_is_named_beside_those_that_are(string field, string value, string choices) => FailsAsync(
        "/order", page => page.SubmitAsync("#order", new Dictionary<string, string> { [field] = value }),
        $"form#order of GET /order (200) has no choice \"{value}\" for {field}. Its choices are: {choices}.");

    [Fact]
    public async Task What_is_not_found_is_a_page_too()
    {
        var page = await app.GetAsync("/nowhere");

        Assert.Equal((HttpStatusCode.NotFound, "GET /nowhere (404)"), (page.Status, page.ToString()));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task FailsAsync<T>(string path, Func<TestPage, Task<T>> act, string message)
    {
        var page = await app.GetAsync(path);

        var failure = await Assert.ThrowsAsync<VisitException>(() => act(page));

        Assert.Equal(message, failure.Message);
    }
}
