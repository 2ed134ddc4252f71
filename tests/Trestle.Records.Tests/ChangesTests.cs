namespace Trestle.Records.Tests;

public class ChangesTests : TestDatabase
{
    [Fact]
    public async Task Knows_what_differs_from_the_row()
    {
        var tag = await Tag.FindAsync((await SavedTag("rail", uses: 1)).Id);
        Assert.False(tag.IsChanged);
        Assert.Empty(tag.SavedChanges);

        tag.Uses = 2;

        Assert.True(tag.IsChanged);
        Assert.Equal([new RecordChange(nameof(Tag.Uses), 1, 2)], tag.Changes);
        Assert.Equal((true, false), (tag.HasChanged(nameof(Tag.Uses)), tag.HasChanged(nameof(Tag.Name))));
    }

    [Fact]
    public async Task Knows_what_the_last_save_wrote()
    {
        var tag = new Tag { Name = "rail" };
        Assert.Equal((true, "rail"), (tag.IsChanged, tag.Changes.Single().New));

        await tag.SaveAsync();
        Assert.Equal([nameof(Tag.CreatedAt), nameof(Tag.Name), nameof(Tag.UpdatedAt)], tag.SavedChanges.Select(c => c.Property).Order());

        Time.Advance(TimeSpan.FromMinutes(1));
        await tag.UpdateAsync(new { Uses = 5 });
        Assert.Equal([nameof(Tag.UpdatedAt), nameof(Tag.Uses)], tag.SavedChanges.Select(c => c.Property).Order());
        Assert.False(tag.IsChanged);
    }

    [Fact]
    public async Task Is_changed_again_when_the_save_is_rolled_back()
    {
        var tag = await SavedTag("rail");
        tag.Note = "new";

        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.TransactionAsync(async () =>
        {
            await tag.SaveAsync();
            Assert.False(tag.IsChanged);
            throw new InvalidOperationException("no");
        }));

        Assert.Equal([new RecordChange(nameof(Tag.Note), null, "new")], tag.Changes);
    }

    [Fact]
    public async Task Reloads()
    {
        var tag = await SavedTag("rail");
        await Tag.Where(t => t.Id == tag.Id).UpdateAllAsync(set => set.SetProperty(t => t.Uses, 9));
        tag.Note = "lost";

        await tag.ReloadAsync();

        Assert.Equal((9, null, false), (tag.Uses, tag.Note, tag.IsChanged));

        await Tag.All.DeleteAllAsync();
        await Assert.ThrowsAsync<RecordNotFoundException>(tag.ReloadAsync);
    }

    [Fact]
    public async Task Lets_go_of_a_related_record_that_the_reloaded_row_no_longer_has()
    {
        var (one, two) = (await SavedArticle("One"), await SavedArticle("Two"));
        var comment = new Comment { Article = one, Author = "Ann", Text = "Fine" };
        await comment.SaveAsync();
        await Comment.All.UpdateAllAsync(set => set.SetProperty(c => c.ArticleId, two.Id));

        await comment.ReloadAsync();
        await comment.UpdateAsync(new { Text = "Good" });

        Assert.Null(comment.Article);
        Assert.Equal(two.Id, (await Comment.FindAsync(comment.Id)).ArticleId);
    }

    [Fact]
    public async Task Has_no_row_to_reload_while_new()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => new Tag().ReloadAsync());

        Assert.Equal(
            """
            Tag (new) has no row yet that could be written or read.

            Save it first:

                await record.SaveAsync();
            """,
            failure.Message);
    }
}
