namespace Trestle.Records.Tests;

public class ParentUpdatesTests : TestDatabase
{
    [Fact]
    public async Task Counts_those_created_moved_and_destroyed()
    {
        var (here, there) = (await SavedTopic("Here"), await SavedTopic("There"));
        var reply = new Reply { Text = "Yes", TopicId = here.Id };

        await reply.SaveAsync();
        Assert.Equal((1, 0), await CountsOf(here, there));

        reply.TopicId = there.Id;
        await reply.SaveAsync();
        Assert.Equal((0, 1), await CountsOf(here, there));

        reply.Text = "No";
        await reply.SaveAsync();
        Assert.Equal((0, 1), await CountsOf(here, there));

        await reply.DestroyAsync();
        Assert.Equal((0, 0), await CountsOf(here, there));
    }

    [Fact]
    public async Task Counts_those_saved_along_with_a_new_parent_and_tells_the_object()
    {
        var topic = new Topic { Title = "Bridges", Replies = { new() { Text = "One" }, new() { Text = "Two" } } };

        await topic.SaveAsync();

        Assert.Equal((2, false), (topic.RepliesCount, topic.IsChanged));
        Assert.Equal(2, (await Topic.FindAsync(topic.Id)).RepliesCount);
    }

    [Fact]
    public async Task A_rolled_back_save_counts_nothing()
    {
        var topic = await SavedTopic("Bridges");

        await Assert.ThrowsAsync<TimeoutException>(() => Database.TransactionAsync(async () =>
        {
            await new Reply { Text = "Yes", Topic = topic }.SaveAsync();
            Assert.Equal(1, topic.RepliesCount);
            throw new TimeoutException();
        }));

        Assert.Equal((0, false), (topic.RepliesCount, topic.IsChanged));
        Assert.Equal(0, (await Topic.FindAsync(topic.Id)).RepliesCount);
    }

    [Fact]
    public async Task Loses_none_of_many_at_once()
    {
        var topic = await SavedTopic("Bridges");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            await using var work = Database.BeginUnitOfWork();
            await new Reply { Text = $"{i}", TopicId = topic.Id }.SaveAsync();
        }));

        Assert.Equal(20, (await Topic.FindAsync(topic.Id)).RepliesCount);
    }

    [Fact]
    public async Task Counts_anew()
    {
        var (one, other) = (await SavedTopic("One"), await SavedTopic("Other"));
        await new Reply { Text = "Yes", TopicId = one.Id }.SaveAsync();
        await Topic.All.UpdateAllAsync(set => set.SetProperty(t => t.RepliesCount, 9));

        await Topic.ResetCountersAsync(one.Id);
        Assert.Equal((1, 9), await CountsOf(one, other));

        await Topic.ResetCountersAsync();
        Assert.Equal((1, 0), await CountsOf(one, other));
    }

    [Fact]
    public async Task Touches_parents_and_grandparents()
    {
        var board = new Board { Name = "Rails" };
        var topic = new Topic { Title = "Bridges", Board = board };
        await topic.SaveAsync();
        var reply = new Reply { Text = "Yes", TopicId = topic.Id };

        await Touches(board, topic, reply.SaveAsync);
        await Touches(board, topic, () => reply.UpdateAsync(new { Text = "No" }));
        await Touches(board, topic, reply.DestroyAsync);
    }

    [Fact]
    public async Task A_save_of_nothing_touches_nobody()
    {
        var topic = await SavedTopic("Bridges");
        var reply = new Reply { Text = "Yes", TopicId = topic.Id };
        await reply.SaveAsync();
        var before = (await Topic.FindAsync(topic.Id)).UpdatedAt;

        Time.Advance(TimeSpan.FromMinutes(1));
        await reply.SaveAsync();

        Assert.Equal(before, (await Topic.FindAsync(topic.Id)).UpdatedAt);
    }

    [Fact]
    public async Task Tells_the_object_it_belongs_to()
    {
        var topic = await SavedTopic("Bridges");
        Time.Advance(TimeSpan.FromMinutes(1));

        await new Reply { Text = "Yes", Topic = topic }.SaveAsync();

        Assert.Equal((1, Time.GetUtcNow(), false), (topic.RepliesCount, topic.UpdatedAt, topic.IsChanged));
    }

    [Fact]
    public async Task Destroying_the_parent_counts_no_children_down()
    {
        var topic = new Topic { Title = "Bridges", Board = new() { Name = "Rails" }, Replies = { new() { Text = "One" } } };
        await topic.SaveAsync();

        Assert.True(await topic.DestroyAsync());

        Assert.Equal(0, (await Board.FindAsync(topic.BoardId!.Value)).TopicsCount);
        Assert.Equal(0, await Reply.CountAsync());
    }

    async Task Touches(Board board, Topic topic, Func<Task<bool>> act)
    {
        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await act());

        Assert.Equal(
            (Time.GetUtcNow(), Time.GetUtcNow()),
            ((await Board.FindAsync(board.Id)).UpdatedAt, (await Topic.FindAsync(topic.Id)).UpdatedAt));
    }

    static async Task<(int, int)> CountsOf(Topic one, Topic other) =>
        ((await Topic.FindAsync(one.Id)).RepliesCount, (await Topic.FindAsync(other.Id)).RepliesCount);

    static async Task<Topic> SavedTopic(string title)
    {
        var topic = new Topic { Title = title };
        Assert.True(await topic.SaveAsync());

        return topic;
    }
}
