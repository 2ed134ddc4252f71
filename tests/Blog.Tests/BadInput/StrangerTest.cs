namespace Blog.Tests;

/// <summary>
/// A test that sends what it should not. Nothing a stranger sends is the server's failure: its log tells that it was asked, and nothing else.
/// </summary>
public abstract class StrangerTest(BlogFixture blog) : BlogTest(blog)
{
    protected Uri Url => Blog.Server.Url;

    protected async Task ExpectAliveAsync() =>
        Assert.Equal("Hello, world!", await (await NewVisitor().GetAsync("/hello")).Content.ReadAsStringAsync());

    protected async Task<string[]> TitlesAsync() =>
        [.. (await NewVisitor().PageAsync("/articles")).QuerySelectorAll(".archive a").Select(link => link.TextContent)];

    /// <summary>The lines of an error page.</summary>
    protected static string ErrorPage(string html) =>
        string.Join(" | ", Visitor.Parse(html).QuerySelectorAll("main > *").Select(element => element.TextContent));

    protected static async Task<string> ErrorPageAsync(HttpResponseMessage answer) => ErrorPage(await answer.Content.ReadAsStringAsync());

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();

        // Nothing else after its start was worth a line.
        var start = $"Trestle is up: {Url.GetLeftPart(UriPartial.Authority)}\n";
        var output = Blog.Server.OutputWithoutRequests;

        var rest = output[(output.LastIndexOf(start, StringComparison.Ordinal) + start.Length)..];

        // As a message, which is shown whole.
        Assert.True(rest is "", rest);
    }
}
