using System.Net;

namespace Trestle.Docs.Tests.Snippets;

/// <summary>The same part of the library on ASP.NET Core MVC, for who comes from there.</summary>
public sealed class MvcLibraryApp() : RunningApp("MvcLibrary", "Production")
{
    protected override IEnumerable<string> Options => ["--urls", "http://127.0.0.1:0"];
}

public sealed class MvcTests(MvcLibraryApp mvc, LibraryApp library) : IClassFixture<MvcLibraryApp>, IClassFixture<LibraryApp>
{
    [Fact]
    public async Task Both_take_a_book_and_say_so()
    {
        var added = await PostAsync("The Arch", "R. Stone");
        var list = await mvc.OpenAsync("/books");
        var page = await (await library.GetAsync("/books/new")).SubmitAsync("form", new { Title = "The Arch", Author = "R. Stone" });

        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        Assert.Equal(("Book added.", "Book added."), (list.QuerySelector("[role=status]")!.TextContent, page.Find("[role=status]").TextContent));
        Assert.Equal("The Arch by R. Stone", list.QuerySelector("li")!.TextContent);
    }

    [Fact]
    public async Task Both_give_a_book_with_faults_back()
    {
        var refused = await PostAsync("", "R. Stone");
        var page = await (await library.GetAsync("/books/new")).SubmitAsync("form", new { Title = "", Author = "R. Stone" });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (refused.StatusCode, page.Status));
        Assert.Contains("The Title field is required.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("can't be blank", page.Find(".field-error").TextContent);
    }

    async Task<HttpResponseMessage> PostAsync(string title, string author)
    {
        var token = (await mvc.OpenAsync("/books/new")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        return await mvc.Browser.PostAsync("/books/create", new FormUrlEncodedContent(
            [new("Title", title), new("Author", author), new("Copies", "1"), new("__RequestVerificationToken", token)]));
    }
}
