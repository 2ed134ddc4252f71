namespace Trestle.Records.Tests;

public class RecordTests : TestDatabase
{
    [Fact]
    public async Task Saves_and_finds_again()
    {
        var article = await SavedArticle("Bridges");

        var found = await Article.FindAsync(article.Id);

        Assert.Equal(("Bridges", false), (found.Title, found.IsNew));
        Assert.Equal((Time.GetUtcNow(), Time.GetUtcNow()), (found.CreatedAt, found.UpdatedAt));
    }

    [Fact]
    public async Task Fails_to_find_what_is_not_there_with_the_cure()
    {
        var failure = await Assert.ThrowsAsync<RecordNotFoundException>(() => Article.FindAsync(7));

        Assert.Equal(
            """
            There is no Article with id 7.

            Where a missing Article is no surprise, ask for it with FindOrDefaultAsync, which gives null:

                var found = await Article.FindOrDefaultAsync(7);
            """,
            failure.Message);
        Assert.Equal((typeof(Article), 7), (failure.RecordType, failure.Id));
        Assert.Null(await Article.FindOrDefaultAsync(7));
    }

    [Fact]
    public async Task Finds_within_a_query()
    {
        var article = await SavedArticle();
        article.Comments.Add(new() { Author = "Ann", Text = "Fine" });
        await article.SaveAsync();

        var found = await Article.All.Include(a => a.Comments).FindAsync(article.Id);

        Assert.Equal(["Fine"], found.Comments.Select(c => c.Text));
        await Assert.ThrowsAsync<RecordNotFoundException>(() => Article.Where(a => a.Title == "Tunnels").FindAsync(article.Id));
    }

    [Fact]
    public async Task Sorts_by_time()
    {
        await SavedArticle("first");
        Time.Advance(TimeSpan.FromMilliseconds(1.5));
        await SavedArticle("second");
        Time.Advance(TimeSpan.FromHours(1));
        await SavedArticle("third");

        Assert.Equal(["third", "second", "first"], await Article.All.Newest().Select(a => a.Title).ToListAsync());
        Assert.Equal(1, await Article.Where(a => a.CreatedAt >= Time.GetUtcNow()).CountAsync());
        Assert.Equal(3, await Article.CountAsync());
    }

    [Fact]
    public async Task Writes_only_what_changed()
    {
        var mine = await SavedArticle();
        var theirs = await Article.FindAsync(mine.Id);
        Time.Advance(TimeSpan.FromMinutes(1));

        mine.Title = "Viaducts";
        await mine.SaveAsync();
        theirs.Slug = "bridges";
        await theirs.SaveAsync();

        var stored = await Article.FindAsync(mine.Id);
        Assert.Equal(("Viaducts", "bridges"), (stored.Title, stored.Slug));
        Assert.Equal(TimeSpan.FromMinutes(1), stored.UpdatedAt - stored.CreatedAt);
    }

    [Fact]
    public async Task Leaves_an_unchanged_record_its_time()
    {
        var article = await SavedArticle();
        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await article.SaveAsync());

        Assert.Equal(article.CreatedAt, (await Article.FindAsync(article.Id)).UpdatedAt);
    }

    [Fact]
    public async Task Saves_a_record_that_an_earlier_unit_of_work_loaded()
    {
        var article = await Article.FindAsync((await SavedArticle()).Id);
        InNewUnitOfWork();
        await Article.Where(a => a.Id == article.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.Slug, "set-meanwhile"));
        InNewUnitOfWork();

        article.Star();
        Assert.True(await article.SaveAsync());
        InNewUnitOfWork();
        article.Star();
        Assert.True(await article.SaveAsync());

        var stored = await Article.FindAsync(article.Id);
        Assert.Equal((2, "set-meanwhile"), (stored.Stars, stored.Slug));
    }

    [Fact]
    public async Task Notices_a_list_changed_in_place()
    {
        var article = await Article.FindAsync((await SavedArticle()).Id);

        article.Tags.Add("rail");
        await article.SaveAsync();
        article.Tags.Add("steel");
        await article.SaveAsync();

        Assert.Equal(["rail", "steel"], (await Article.FindAsync(article.Id)).Tags);
    }

    [Fact]
    public async Task Updates_from_params()
    {
        var article = await SavedArticle();

        Assert.True(await article.UpdateAsync(new ArticleParams("Tunnels")));
        Assert.False(await article.UpdateAsync(new ArticleParams("")));

        Assert.Equal("Tunnels", (await Article.FindAsync(article.Id)).Title);
    }

    [Fact]
    public async Task Creates_from_params()
    {
        var good = await Article.CreateAsync(new ArticleParams("Tunnels", "They go through mountains."));
        var bad = await Article.CreateAsync(new ArticleParams("Tunnels"));

        Assert.False(good.IsNew);
        Assert.True(bad.IsNew);
        Assert.Equal(["Body can't be blank"], bad.Errors.FullMessages);
    }

    [Fact]
    public async Task Stores_whatever_was_typed_verbatim()
    {
        var typed = "<script>alert(1)</script>'; DROP TABLE articles; -- 🚂";

        var article = await SavedArticle(typed);

        Assert.Equal(typed, (await Article.FindAsync(article.Id)).Title);
    }

    [Fact]
    public async Task Says_when_a_record_to_save_was_deleted_meanwhile()
    {
        var article = await SavedArticle();
        await (await Article.FindAsync(article.Id)).DestroyAsync();

        article.Title = "Viaducts";

        await Assert.ThrowsAsync<RecordNotFoundException>(article.SaveAsync);
    }

    [Fact]
    public async Task Destroys_with_what_belongs_to_it()
    {
        var article = await SavedArticle();
        var kept = await SavedArticle("Kept");
        await new Comment { ArticleId = article.Id, Author = "Ann", Text = "Fine" }.SaveAsync();
        await new Comment { ArticleId = kept.Id, Author = "Bob", Text = "Kept" }.SaveAsync();

        await article.DestroyAsync();
        await article.DestroyAsync();

        Assert.True(article.IsDestroyed);
        Assert.Equal(["Kept"], await Article.All.Select(a => a.Title).ToListAsync());
        Assert.Equal(["Kept"], await Comment.All.Select(c => c.Text).ToListAsync());
        Assert.Equal(
            $"""
            Article {article.Id} has been destroyed and cannot be saved again.

            Save a new one: new Article().
            """,
            (await Assert.ThrowsAsync<InvalidOperationException>(article.SaveAsync)).Message);
    }

    [Fact]
    public async Task Never_gives_the_id_of_a_deleted_record_again()
    {
        var article = await SavedArticle();
        await article.DestroyAsync();

        Assert.NotEqual(article.Id, (await SavedArticle()).Id);
    }

    [Fact]
    public async Task Does_not_mind_that_somebody_else_destroyed_it_first()
    {
        var article = await SavedArticle();
        await (await Article.FindAsync(article.Id)).DestroyAsync();

        await article.DestroyAsync();

        Assert.True(article.IsDestroyed);
    }

    [Fact]
    public void Names_itself() => Assert.Equal("Article (new)", new Article().ToString());
}
