using Microsoft.Extensions.DependencyInjection;

namespace Trestle.Docs.Tests.Snippets;

public sealed class LanguagesTests(LibraryApp app) : IClassFixture<LibraryApp>
{
    readonly TestVisitor reader = app.NewVisitor();

    [Fact]
    public async Task A_page_speaks_the_language_of_its_path_its_browser_or_its_session()
    {
        reader.Headers["Accept-Language"] = "de";
        var german = await reader.GetAsync("/welcome");
        var english = await reader.GetAsync("/en/welcome?name=Bo");
        var chosen = await reader.PostAsync("/welcome", new { Language = "en", Zone = "Asia/Tokyo" });

        Assert.Equal(("Willkommen, Ann", "2 Bücher"), (german.Title, german.FindAll("p")[0].TextContent));
        Assert.Equal("Lies <a href=\"/books\">sie alle</a>.", german.FindAll("p")[1].InnerHtml);
        Assert.Equal("Welcome, Bo", english.Title);
        Assert.Equal(("Welcome, Ann", "From now on in English."), (chosen.Title, chosen.Find("[role=status]").TextContent));
    }

    [Fact]
    public async Task A_live_view_keeps_the_language_it_was_opened_in()
    {
        await using var tab = await app.JoinAsync(reader, "/de/hours");
        Assert.EndsWith("frei", tab.Page.QuerySelector("#free")!.TextContent, StringComparison.Ordinal);

        await tab.ClickAsync("#again");

        Assert.EndsWith("frei", tab.Page.QuerySelector("#free")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Noch einmal zählen", tab.Page.QuerySelector("#again")!.TextContent);
    }

    [Fact]
    public async Task What_is_wrong_with_a_record_is_said_in_the_readers_language()
    {
        reader.Headers["Accept-Language"] = "de";
        var form = await reader.GetAsync("/books/new");

        var page = await form.SubmitAsync("form", new { Title = "", Author = new string('a', 81) });

        Assert.Equal(["Titel", "Autor", "ISBN", "Copies"], page.FindAll("label").Select(label => label.TextContent));
        Assert.Equal(["muss ausgefüllt werden", "ist zu lang (höchstens 80 Zeichen)"], page.FindAll(".field-error").Select(error => error.TextContent));
        await using var work = app.Database.BeginUnitOfWork();
        using var speaking = Locale.Use("de");
        var book = new Book { Author = "A." };
        Assert.False(await book.SaveAsync());
        Assert.Equal(["Titel muss ausgefüllt werden"], book.Errors.FullMessages);
    }

    // snippet: i18n-gaps
    [Fact]
    public async Task Every_text_is_there_in_every_language()
    {
        await app.StartAsync();

        Assert.Empty(app.Services.GetRequiredService<Translations>().Gaps());
    }
    // end snippet
}
