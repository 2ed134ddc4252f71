namespace Trestle.Records.Tests;

public class AutosaveTests : TestDatabase
{
    [Fact]
    public async Task Saves_the_changed_ones_along()
    {
        var topic = await SavedTopic();

        topic.Replies[0].Text = "Eins";
        Assert.True(await topic.SaveAsync());

        Assert.Equal(["Eins", "Two"], await Texts());
    }

    [Fact]
    public async Task Saves_nothing_when_a_changed_one_breaks_a_rule()
    {
        var topic = await SavedTopic();

        topic.Title = "Viaducts";
        topic.Replies[1].Text = "";
        Assert.False(await topic.SaveAsync());

        Assert.Equal(["Replies[1].Text"], topic.Errors.Select(e => e.Field));
        Assert.Equal(["Replies text can't be blank"], topic.Errors.FullMessages);
        Assert.Equal("Bridges", (await Topic.FindAsync(topic.Id)).Title);
    }

    [Fact]
    public async Task Destroys_those_marked_for_it()
    {
        var topic = await SavedTopic();

        topic.Replies[0].MarkForDestruction();
        topic.Replies[0].Text = "";
        topic.Replies.Add(new() { Text = "" });
        topic.Replies[2].MarkForDestruction();
        Assert.True(await topic.SaveAsync());

        Assert.Equal(["Two"], topic.Replies.Select(r => r.Text));
        Assert.Equal(["Two"], await Texts());
        Assert.Equal(1, (await Topic.FindAsync(topic.Id)).RepliesCount);
    }

    [Fact]
    public async Task A_rolled_back_save_has_destroyed_nothing()
    {
        var topic = await SavedTopic();
        topic.Replies[0].MarkForDestruction();

        await Assert.ThrowsAsync<TimeoutException>(() => Database.TransactionAsync(async () =>
        {
            await topic.SaveAsync();
            throw new TimeoutException();
        }));

        Assert.Equal(["One", "Two"], topic.Replies.Select(r => r.Text));
        Assert.False(topic.Replies[0].IsDestroyed);
        Assert.Equal(["One", "Two"], await Texts());
    }

    static async Task<Topic> SavedTopic()
    {
        var topic = new Topic { Title = "Bridges", Replies = { new() { Text = "One" }, new() { Text = "Two" } } };
        Assert.True(await topic.SaveAsync());

        return await Topic.All.Include(t => t.Replies.OrderBy(r => r.Id)).FindAsync(topic.Id);
    }

    static Task<List<string>> Texts() => Reply.All.OrderBy(r => r.Id).Select(r => r.Text).ToListAsync();
}
