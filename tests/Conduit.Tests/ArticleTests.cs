using System.Net;
using System.Text.RegularExpressions;

namespace Conduit.Tests;

public partial class ArticleTests : ConduitTest
{
    [Fact]
    public async Task Writes_an_article()
    {
        var jake = await SignUpAsync("jake");

        var page = await jake.PostJsonAsync("/api/articles", new
        {
            article = new { title = "How to train your dragon", description = "Ever wonder how?", body = "You have to believe", tagList = new[] { "training", "dragons" } },
        });

        Assert.Equal(HttpStatusCode.Created, page.Status);
        Assert.Equal(
            """{"article":{"slug":"how-to-train-your-dragon","title":"How to train your dragon","description":"Ever wonder how?","body":"You have to believe","tagList":["dragons","training"],"createdAt":"AT","updatedAt":"AT","favorited":false,"favoritesCount":0,"author":{"username":"jake","bio":null,"image":null,"following":false}}}""",
            Moment().Replace(page.Text, "AT"));
        Assert.Equal(Moment().Replace(page.Text, "AT"), Moment().Replace((await Nobody.GetJsonAsync("/api/articles/how-to-train-your-dragon")).Text, "AT"));
    }

    [Fact]
    public async Task Says_what_an_article_lacks()
    {
        var jake = await SignUpAsync("jake");

        Assert.Equal(
            """422 {"errors":{"title":["can't be blank"],"description":["can't be blank"],"body":["can't be blank"]}}""",
            Said(await jake.PostJsonAsync("/api/articles", new { article = new { title = "" } })));
        Assert.Equal("""401 {"errors":{"token":["is missing"]}}""", Said(await Nobody.PostJsonAsync("/api/articles", new { article = new { title = "x" } })));
        Assert.Equal("""404 {"errors":{"article":["not found"]}}""", Said(await Nobody.GetJsonAsync("/api/articles/nothing")));
    }

    [Fact]
    public async Task Two_of_one_title_have_slugs_of_their_own()
    {
        var jake = await SignUpAsync("jake");

        var (first, second) = (await WriteAsync(jake, "Twice"), await WriteAsync(jake, "Twice"));

        Assert.Equal("twice", first);
        Assert.Matches("^twice-[0-9a-f]{8}$", second);
        Assert.Equal("article", await WriteAsync(jake, "!?"));
    }

    [Fact]
    public async Task A_new_title_gives_a_new_slug()
    {
        var jake = await SignUpAsync("jake");
        await WriteAsync(jake, "Dragons", "fire", "wings");

        var page = await PutAsync(jake, "/api/articles/dragons", new { article = new { title = "Tame dragons" } });

        Assert.Contains("\"slug\":\"tame-dragons\",\"title\":\"Tame dragons\",\"description\":\"About Dragons\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("\"tagList\":[\"fire\",\"wings\"]", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Nobody.GetJsonAsync("/api/articles/dragons")).Status);

        page = await PutAsync(jake, "/api/articles/tame-dragons", new { article = new { body = "Short", tagList = new[] { "smoke", "fire" } } });
        Assert.Contains("\"body\":\"Short\",\"tagList\":[\"fire\",\"smoke\"]", page.Text, StringComparison.Ordinal);

        page = await PutAsync(jake, "/api/articles/tame-dragons", new { article = new { title = " " } });
        Assert.Equal("""422 {"errors":{"title":["can't be blank"]}}""", Said(page));
    }

    [Fact]
    public async Task Only_its_author_changes_and_destroys_an_article()
    {
        var (ann, jake) = (await SignUpAsync("ann"), await SignUpAsync("jake"));
        await WriteAsync(jake, "Dragons");

        Assert.Equal("""403 {"errors":{"article":["forbidden"]}}""", Said(await PutAsync(ann, "/api/articles/dragons", new { article = new { title = "Mine" } })));
        Assert.Equal("""403 {"errors":{"article":["forbidden"]}}""", Said(await DeleteAsync(ann, "/api/articles/dragons")));
        Assert.Equal("""401 {"errors":{"token":["is missing"]}}""", Said(await DeleteAsync(Nobody, "/api/articles/dragons")));
        Assert.Equal("204 ", Said(await DeleteAsync(jake, "/api/articles/dragons")));
        Assert.Equal("""404 {"errors":{"article":["not found"]}}""", Said(await DeleteAsync(jake, "/api/articles/dragons")));
    }

    [Fact]
    public async Task Lists_the_newest_first_without_bodies_and_in_pages()
    {
        var jake = await SignUpAsync("jake");

        for (var number = 1; number <= 22; number++)
            await WriteAsync(jake, $"Part {number}");

        var page = await Nobody.GetJsonAsync("/api/articles");
        Assert.Equal(20, TitlesOf(page).Length);
        Assert.Equal(22, Of(page, "articlesCount").GetInt32());
        Assert.DoesNotContain("\"body\"", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Part 20", "Part 19"], TitlesOf(await Nobody.GetJsonAsync("/api/articles?limit=2&offset=2")));
        Assert.Empty(TitlesOf(await Nobody.GetJsonAsync("/api/articles?offset=50")));
        Assert.Equal(HttpStatusCode.BadRequest, (await Nobody.GetJsonAsync("/api/articles?limit=many")).Status);
    }

    [Fact]
    public async Task Filters_by_tag_author_and_who_likes_it()
    {
        var (ann, jake) = (await SignUpAsync("ann"), await SignUpAsync("jake"));
        await WriteAsync(ann, "Boats", "water");
        await WriteAsync(jake, "Dragons", "fire", "wings");
        await jake.PostJsonAsync("/api/articles/boats/favorite", null);

        Assert.Equal(["Dragons"], TitlesOf(await Nobody.GetJsonAsync("/api/articles?tag=fire")));
        Assert.Equal(["Boats"], TitlesOf(await Nobody.GetJsonAsync("/api/articles?author=ann")));
        Assert.Equal(["Boats"], TitlesOf(await Nobody.GetJsonAsync("/api/articles?favorited=jake")));
        Assert.Empty(TitlesOf(await Nobody.GetJsonAsync("/api/articles?tag=ice")));
        Assert.Equal("""200 {"tags":["fire","water","wings"]}""", Said(await Nobody.GetJsonAsync("/api/tags")));
    }

    [Fact]
    public async Task The_feed_holds_what_those_wrote_whom_one_follows()
    {
        var (ann, jake) = (await SignUpAsync("ann"), await SignUpAsync("jake"));
        await WriteAsync(ann, "Boats");
        await WriteAsync(jake, "Dragons");
        Assert.Empty(TitlesOf(await jake.GetJsonAsync("/api/articles/feed")));

        await jake.PostJsonAsync("/api/profiles/ann/follow", null);

        var page = await jake.GetJsonAsync("/api/articles/feed");
        Assert.Equal(["Boats"], TitlesOf(page));
        Assert.Contains("\"following\":true", page.Text, StringComparison.Ordinal);
        Assert.Equal("""401 {"errors":{"token":["is missing"]}}""", Said(await Nobody.GetJsonAsync("/api/articles/feed")));
    }

    [Fact]
    public async Task A_list_takes_as_many_queries_however_long_it_is()
    {
        var (ann, jake) = (await SignUpAsync("ann"), await SignUpAsync("jake"));

        foreach (var (author, title) in (new[] { (ann, "A"), (jake, "B"), (ann, "C"), (jake, "D") }))
            await WriteAsync(author, title, "one", title);

        await Site.ExpectQueriesAsync(5, () => jake.GetJsonAsync("/api/articles"));
        await Site.ExpectQueriesAsync(5, () => jake.GetJsonAsync("/api/articles?limit=1"));
    }

    [Fact]
    public async Task Likes_once_and_no_more()
    {
        var jake = await SignUpAsync("jake");
        await WriteAsync(jake, "Dragons");

        await jake.PostJsonAsync("/api/articles/dragons/favorite", null);
        Assert.Contains("\"favorited\":true,\"favoritesCount\":1", (await jake.PostJsonAsync("/api/articles/dragons/favorite", null)).Text, StringComparison.Ordinal);
        Assert.Contains("\"favorited\":false,\"favoritesCount\":1", (await Nobody.GetJsonAsync("/api/articles/dragons")).Text, StringComparison.Ordinal);
        Assert.Contains("\"favorited\":false,\"favoritesCount\":0", (await DeleteAsync(jake, "/api/articles/dragons/favorite")).Text, StringComparison.Ordinal);
        Assert.Contains("\"favoritesCount\":0", (await DeleteAsync(jake, "/api/articles/dragons/favorite")).Text, StringComparison.Ordinal);
        Assert.Equal("""404 {"errors":{"article":["not found"]}}""", Said(await jake.PostJsonAsync("/api/articles/nothing/favorite", null)));
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")]
    private static partial Regex Moment();
}
