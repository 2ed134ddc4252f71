namespace Trestle.Records.Tests;

public class PreloadingTests : TestDatabase
{
    [Fact]
    public async Task Loads_many_of_many()
    {
        var (one, other) = (await SavedTopic("One", "a", "b"), await SavedTopic("Other", "c"));
        var topics = await Topic.All.OrderBy(t => t.Id).ToListAsync();

        await topics.PreloadAsync(t => t.Replies, t => t.Board, t => t.Poll);

        Assert.Equal([["a", "b"], ["c"]], topics.Select(t => t.Replies.Select(r => r.Text)));
        Assert.Same(topics[0], topics[0].Replies[0].Topic);
        Assert.Equal(["One's board", "Other's board"], topics.Select(t => t.Board!.Name));
        Assert.All(topics, t => Assert.False(t.IsChanged));
    }

    [Fact]
    public async Task Loads_what_lies_further_away()
    {
        await SavedTopic("One", "a");
        var boards = await Board.All.ToListAsync();

        await boards.PreloadAsync(b => b.Topics);
        await boards.SelectMany(b => b.Topics).PreloadAsync(t => t.Replies);

        Assert.Equal(["a"], boards.SelectMany(b => b.Topics).SelectMany(t => t.Replies).Select(r => r.Text));
    }

    [Fact]
    public async Task Loads_again_and_keeps_what_is_new()
    {
        var topic = await Topic.FindAsync((await SavedTopic("One", "a")).Id);
        await topic.LoadAsync(t => t.Replies);
        await new Reply { Text = "b", TopicId = topic.Id }.SaveAsync();
        topic.Replies.Add(new() { Text = "c" });

        await topic.LoadAsync(t => t.Replies);

        Assert.Equal(["a", "b", "c"], topic.Replies.Select(r => r.Text));
    }

    [Fact]
    public async Task Loads_a_many_to_many_so_that_it_can_be_edited()
    {
        await new Course { Name = "Chess", Students = { new() { Name = "Ann" }, new() { Name = "Bob" } } }.SaveAsync();
        var course = await Course.FirstAsync();

        await course.LoadAsync(c => c.Students);
        Assert.Equal(["Ann", "Bob"], course.Students.Select(s => s.Name).Order());

        course.Students.RemoveAll(s => s.Name == "Ann");
        await course.SaveAsync();
        Assert.Equal(["Bob"], await course.Related(c => c.Students).PluckAsync(s => s.Name));
    }

    [Fact]
    public async Task Includes_by_EF_in_one_query_or_in_several()
    {
        await SavedTopic("One", "a", "b");

        var joined = await Board.All.Include(b => b.Topics).ThenInclude(t => t.Replies).FirstAsync();
        var split = await Board.All.Include(b => b.Topics).ThenInclude(t => t.Replies).AsSplitQuery().FirstAsync();

        Assert.Equal(2, joined.Topics[0].Replies.Count);
        Assert.Equal(2, split.Topics[0].Replies.Count);
        Assert.Same(joined.Topics[0], joined.Topics[0].Replies[0].Topic);
    }

    [Fact]
    public async Task Finds_only_among_its_own()
    {
        var (one, other) = (await SavedTopic("One", "a"), await SavedTopic("Other", "b"));

        Assert.Equal("a", (await one.Related(t => t.Replies).FindAsync(one.Replies[0].Id)).Text);
        await Assert.ThrowsAsync<RecordNotFoundException>(() => one.Related(t => t.Replies).FindAsync(other.Replies[0].Id));
    }

    [Fact]
    public async Task Says_what_relations_there_are()
    {
        var topic = await SavedTopic("One");

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => topic.LoadAsync(t => t.Title));

        Assert.Equal("expected a relation of Topic, got: Title. Its relations: Replies, Poll, Remarks, Board", failure.Message);
    }

    [Fact]
    public async Task An_employee_has_a_manager_and_reports()
    {
        await new Employee { Name = "Ann", Reports = { new() { Name = "Bob" }, new() { Name = "Cid" } } }.SaveAsync();

        var ann = await Employee.All.Include(e => e.Reports).FindByAsync(e => e.Name == "Ann");
        var bob = await Employee.All.Include(e => e.Manager).FindByAsync(e => e.Name == "Bob");

        Assert.Equal(["Bob", "Cid"], ann.Reports.Select(r => r.Name).Order());
        Assert.Equal("Ann", bob.Manager!.Name);
        Assert.Equal(2, await Employee.Where(e => e.Manager!.Name == "Ann").CountAsync());
    }

    static async Task<Topic> SavedTopic(string title, params string[] replies)
    {
        var topic = new Topic { Title = title, Board = new() { Name = $"{title}'s board" } };
        topic.Replies.AddRange(replies.Select(text => new Reply { Text = text }));
        Assert.True(await topic.SaveAsync(), string.Join(", ", topic.Errors.FullMessages));

        return topic;
    }
}
