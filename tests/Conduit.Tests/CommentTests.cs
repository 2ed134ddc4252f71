using System.Text.RegularExpressions;

namespace Conduit.Tests;

public partial class CommentTests : ConduitTest
{
    [Fact]
    public async Task Comments_on_an_article()
    {
        var (ann, jake) = (await SignUpAsync("ann"), await SignUpAsync("jake"));
        await WriteAsync(jake, "Dragons");

        var page = await ann.PostJsonAsync("/api/articles/dragons/comments", new { comment = new { body = "His name was my name too." } });

        const string Comment = """{"id":1,"createdAt":"AT","updatedAt":"AT","body":"His name was my name too.","author":{"username":"ann","bio":null,"image":null,"following":false}}""";
        Assert.Equal($$"""200 {"comment":{{Comment}}}""", Moment().Replace(Said(page), "AT"));
        Assert.Equal($$"""200 {"comments":[{{Comment}}]}""", Moment().Replace(Said(await Nobody.GetJsonAsync("/api/articles/dragons/comments")), "AT"));

        await jake.PostJsonAsync("/api/profiles/ann/follow", null);
        Assert.Contains("\"following\":true", (await jake.GetJsonAsync("/api/articles/dragons/comments")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_its_author_takes_a_comment_back()
    {
        var (ann, jake) = (await SignUpAsync("ann"), await SignUpAsync("jake"));
        await WriteAsync(jake, "Dragons");
        await WriteAsync(jake, "Boats");
        await ann.PostJsonAsync("/api/articles/dragons/comments", new { comment = new { body = "Mine" } });

        Assert.Equal("""403 {"errors":{"comment":["forbidden"]}}""", Said(await DeleteAsync(jake, "/api/articles/dragons/comments/1")));
        Assert.Equal("""404 {"errors":{"comment":["not found"]}}""", Said(await DeleteAsync(ann, "/api/articles/boats/comments/1"))); // of another article
        Assert.Equal("204 ", Said(await DeleteAsync(ann, "/api/articles/dragons/comments/1")));
        Assert.Equal("""404 {"errors":{"comment":["not found"]}}""", Said(await DeleteAsync(ann, "/api/articles/dragons/comments/1")));
        Assert.Equal("""200 {"comments":[]}""", Said(await Nobody.GetJsonAsync("/api/articles/dragons/comments")));
    }

    [Fact]
    public async Task Refuses_an_empty_comment_and_one_of_nobody()
    {
        var jake = await SignUpAsync("jake");
        await WriteAsync(jake, "Dragons");

        Assert.Equal(
            """422 {"errors":{"body":["can't be blank"]}}""",
            Said(await jake.PostJsonAsync("/api/articles/dragons/comments", new { comment = new { body = "" } })));
        Assert.Equal(
            """401 {"errors":{"token":["is missing"]}}""",
            Said(await Nobody.PostJsonAsync("/api/articles/dragons/comments", new { comment = new { body = "x" } })));
        Assert.Equal(
            """404 {"errors":{"article":["not found"]}}""",
            Said(await jake.PostJsonAsync("/api/articles/nothing/comments", new { comment = new { body = "x" } })));
    }

    [Fact]
    public async Task The_schema_agrees_with_the_records()
    {
        await Site.StartAsync();

        Assert.Empty(await Site.Database.SchemaDifferencesAsync());
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")]
    private static partial Regex Moment();
}
