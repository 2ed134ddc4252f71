using System.Net;

namespace Blog.Tests;

public sealed class ForgeryTests(BlogFixture blog) : StrangerTest(blog)
{
    const string Refused =
        "400 | This form cannot be accepted | Its token is missing, or belongs to another browser or session. " +
        "Go back, reload the page and send it again. | To the first page";

    [Fact]
    public async Task A_form_without_a_token_is_refused()
    {
        var visitor = NewVisitor();
        await visitor.TokenAsync();

        await ExpectRefusedAsync(await visitor.PostAsync("/articles", Article("No token")), "No token");
    }

    [Fact]
    public async Task A_forged_token_is_refused()
    {
        var visitor = NewVisitor();
        var genuine = await visitor.TokenAsync();
        var forged = string.Concat(genuine[..^4], genuine[^4] == 'A' ? "B" : "A", genuine[^3..]);

        await ExpectRefusedAsync(await visitor.PostAsync("/articles", [("__RequestVerificationToken", forged), .. Article("Forged")]), "Forged");
    }

    [Fact]
    public async Task The_token_of_another_browser_is_refused()
    {
        var foreign = await NewVisitor().TokenAsync();
        var visitor = NewVisitor();
        await visitor.TokenAsync();

        await ExpectRefusedAsync(await visitor.PostAsync("/articles", [("__RequestVerificationToken", foreign), .. Article("Foreign")]), "Foreign");
    }

    [Fact]
    public async Task A_token_without_its_cookie_is_refused()
    {
        var foreign = await NewVisitor().TokenAsync();

        await ExpectRefusedAsync(
            await NewVisitor().PostAsync("/articles", [("__RequestVerificationToken", foreign), .. Article("No cookie")]), "No cookie");
    }

    [Fact]
    public async Task Nothing_is_deleted_without_a_token()
    {
        var visitor = NewVisitor();
        var path = await visitor.PublishAsync("Not to be deleted");

        var answer = await visitor.PostAsync(path, ("_method", "delete"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(Refused, await ErrorPageAsync(answer));
        Assert.Contains("Not to be deleted", await TitlesAsync());
    }

    async Task ExpectRefusedAsync(HttpResponseMessage answer, string title)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(Refused, await ErrorPageAsync(answer));
        Assert.DoesNotContain(title, await TitlesAsync());
    }

    static (string Name, string Value)[] Article(string title) => [("title", title), ("author", "Mallory"), ("body", "Words.")];
}
