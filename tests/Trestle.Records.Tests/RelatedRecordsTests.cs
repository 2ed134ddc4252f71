namespace Trestle.Records.Tests;

public class RelatedRecordsTests : TestDatabase
{
    [Fact]
    public async Task Saves_new_records_along_with_a_new_one()
    {
        var article = new Article { Title = "Bridges", Body = "They carry rails over valleys." };
        article.Comments.Add(new() { Author = "Ann", Text = "Fine" });
        article.Comments.Add(new() { Author = "Bob", Text = "Long", Article = article });

        Assert.True(await article.SaveAsync());

        Assert.All(article.Comments, c => Assert.Equal((false, article.Id), (c.IsNew, c.ArticleId)));
        Assert.Equal(2, await Comment.Where(c => c.ArticleId == article.Id).CountAsync());
    }

    [Fact]
    public async Task Adds_to_a_record_that_an_earlier_unit_of_work_loaded()
    {
        var id = (await SavedArticle()).Id;
        await new Comment { ArticleId = id, Author = "Ann", Text = "First" }.SaveAsync();
        var article = await Article.All.Include(a => a.Comments).FindAsync(id);
        InNewUnitOfWork();

        article.Comments.Add(new() { Author = "Bob", Text = "Second" });
        Assert.True(await article.SaveAsync());

        Assert.Equal(["First", "Second"], article.Comments.Select(c => c.Text));
        Assert.Equal(["First", "Second"], await Comment.All.OrderBy(c => c.Id).Select(c => c.Text).ToListAsync());
        Assert.Same(article, article.Comments[1].Article);
    }

    [Fact]
    public async Task Takes_the_key_of_the_record_it_refers_to()
    {
        var article = await SavedArticle();
        InNewUnitOfWork();

        var comment = new Comment { Article = article, Author = "Ann", Text = "Fine" };
        Assert.True(await comment.SaveAsync());

        Assert.Equal(article.Id, (await Comment.FindAsync(comment.Id)).ArticleId);
    }

    [Fact]
    public async Task Moves_by_reference_and_by_key()
    {
        var (here, there) = (await SavedArticle("Here"), await SavedArticle("There"));
        var comment = await CommentOn(here);

        comment.Article = there;
        await comment.SaveAsync();
        Assert.Equal(there.Id, (await Comment.FindAsync(comment.Id)).ArticleId);

        comment.ArticleId = here.Id;
        await comment.SaveAsync();
        Assert.Equal(here.Id, (await Comment.FindAsync(comment.Id)).ArticleId);
    }

    [Fact]
    public async Task Leaves_stored_related_records_to_their_own_save()
    {
        var article = await SavedArticle();
        var comment = await CommentOn(article);
        var loaded = await Comment.All.Include(c => c.Article).FindAsync(comment.Id);

        loaded.Article!.Title = "";
        loaded.Text = "Better";

        Assert.True(await loaded.SaveAsync());
        Assert.Equal("Bridges", (await Article.FindAsync(article.Id)).Title);
    }

    [Fact]
    public async Task Saves_nothing_when_a_related_record_breaks_a_rule()
    {
        var article = new Article { Title = "Bridges", Body = "They carry rails over valleys." };
        article.Comments.Add(new() { Author = "Ann", Text = "" });

        Assert.False(await article.SaveAsync());

        Assert.Equal(["Comments is invalid"], article.Errors.FullMessages);
        Assert.Equal(["Text can't be blank"], article.Comments[0].Errors.FullMessages);
        Assert.Equal(0, await Article.CountAsync());
    }

    [Fact]
    public async Task Says_when_the_record_it_refers_to_is_not_there()
    {
        var comment = new Comment { ArticleId = 7, Author = "Ann", Text = "Fine" };

        Assert.False(await comment.SaveAsync());

        Assert.Equal(["Article must exist"], comment.Errors.FullMessages);
        Assert.True(comment.IsNew);
    }

    static async Task<Comment> CommentOn(Article article)
    {
        var comment = new Comment { ArticleId = article.Id, Author = "Ann", Text = "Fine" };
        await comment.SaveAsync();

        return comment;
    }
}
