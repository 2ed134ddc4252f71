using Library;
using Library.Live;
using Microsoft.Extensions.Time.Testing;

namespace Trestle.Docs.Tests.Snippets;

// snippet: live-tests-first
public class CatalogueTests(TestApp<App> app) : IClassFixture<TestApp<App>>
{
    [Fact]
    public async Task A_new_book_appears_in_an_open_catalogue()
    {
        var catalog = await app.OpenLiveAsync("/catalog");

        await app.PostAsync("/books", new { Title = "The Arch", Author = "R. Stone" });

        await catalog.ExpectAsync("#books > li", "The Arch by R. Stone");
    }

    [Fact]
    public async Task Books_are_sorted_as_wished()
    {
        foreach (var title in (string[])["Bridges", "Zeppelins"])
            await app.PostAsync("/books", new { Title = title, Author = "A. Writer" });

        var catalog = await app.OpenLiveAsync("/catalog");
        await catalog.ClickAsync("Sort by title");

        Assert.Equal("Zeppelins", catalog.FindAll("#books a").Last().TextContent);
    }
}
// end snippet

public sealed class TestingLiveTests : IAsyncDisposable
{
    readonly TestApp<App> app = new();

    [Fact]
    public async Task A_form_is_filled_and_sent()
    {
        var book = await app.RunAsync(() => Make.Book("The Viaduct").SavedAsync());

        // snippet: live-tests-forms
        var form = await app.OpenLiveAsync($"/catalog/{book.Id}");
        await form.FillAsync("form", new { Title = "", Isbn = "12" });

        Assert.Equal(["can't be blank", "has 10 or 13 digits"], form.FindAll(".field-error").Select(error => error.TextContent));

        await form.SubmitAsync("form", new { Title = "The Long Viaduct", Isbn = "" });
        await form.FollowAsync();

        Assert.Equal("/catalog", form.Path);
        Assert.True(form.HasText("The Long Viaduct"));
        // end snippet
    }

    [Fact]
    public async Task A_message_is_sent()
    {
        // snippet: live-tests-messages
        var catalog = await app.OpenLiveAsync("/catalog");

        await catalog.SendAsync(new SeatsChanged(7));

        Assert.Equal("7 seats free", catalog.Find("#seats").TextContent);
        // end snippet
    }

    [Fact]
    public async Task Components_are_tested_with_their_view()
    {
        // snippet: live-component-test
        var wishes = await app.OpenLiveAsync("/wishes");
        await wishes.ClickAsync("Wish for it", within: "p:last-child");

        Assert.Equal("Wishes: 1", wishes.Find("h1").TextContent);
        Assert.True(wishes.HasText("The Viaduct is wished for 1 times"));

        app.Node.PubSub.Publish(new WishesLive.Arrived("The Arch"));
        await wishes.ExpectAsync("p", "The Arch is here Wish for it");
        // end snippet
    }

    [Fact]
    public async Task Views_within_a_view_are_tested_on_its_page()
    {
        // snippet: live-child-test
        var front = await app.OpenLiveAsync("/front");
        await front.ClickAsync("Take one", within: "#quiet");
        await front.ExpectAsync("#seats p", "Reading room: 19 seats free");

        await front.ClickAsync("Opening hours");
        await front.FollowAsync();

        Assert.True(front.Has("#quiet button[disabled]")); // it has come along
        // end snippet
    }

    [Fact]
    public async Task What_many_see_at_once_changes_for_all()
    {
        // snippet: live-shared-test
        var entrance = await app.OpenLiveAsync("/entrance");
        var another = await app.NewVisitor().OpenLiveAsync("/entrance");
        var front = await app.OpenLiveAsync("/front");
        await front.ClickAsync("Take one", within: "#quiet");

        await entrance.ExpectAsync("#free p", "19 seats free");
        await another.ExpectAsync("#free p", "19 seats free");
        // end snippet
    }

    [Fact]
    public async Task What_goes_through_a_portal_is_tested_where_it_is()
    {
        var help = await app.OpenLiveAsync("/help");

        await help.ClickAsync("Help");
        Assert.True(help.Has("#overlays > [role=dialog]"));
        await help.ClickAsync("Close");

        Assert.False(help.Has("[role=dialog]"));
    }

    [Fact]
    public async Task What_is_forgotten_is_shown_until_it_is_cleared()
    {
        await app.RunAsync(() => Make.Book("The Viaduct").SavedAsync());
        var inventory = await app.OpenLiveAsync("/inventory");

        await inventory.ClickAsync("Count the shelves");
        Assert.True(inventory.Has("ol li", "The Viaduct", count: 1));
        await inventory.ClickAsync("Fold it up");

        Assert.False(inventory.Has("ol"));
    }

    [Fact]
    public async Task What_a_resting_view_has_let_go_of_it_makes_again()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var resting = new TestApp<App> { Options = new() { Time = time } };
        await resting.RunAsync(() => Make.Book("The Viaduct").SavedAsync());
        var shelves = await resting.OpenLiveAsync("/shelves");

        time.Advance(TimeSpan.FromSeconds(15));
        await shelves.SendAsync(new SeatsChanged(1));

        Assert.True(shelves.Has("h2", "T", count: 1));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
