namespace Trestle.Records.Tests;

public class NestedTests : TestDatabase
{
    [Fact]
    public async Task Builds_children_with_their_parent()
    {
        var topic = await Topic.CreateAsync(new TopicParams("Bridges", [new(Text: "One"), new(Text: "Two")], new("Stone or steel?")));

        Assert.False(topic.IsNew, string.Join(", ", topic.Errors.FullMessages));
        Assert.Equal(["One", "Two"], await Texts());
        Assert.Equal(topic.Id, (await Poll.FindByAsync(p => p.Question == "Stone or steel?")).TopicId);
    }

    [Fact]
    public async Task Changes_adds_and_destroys_children_that_were_not_loaded()
    {
        var topic = await SavedTopic();
        var (one, two) = (topic.Replies[0].Id, topic.Replies[1].Id);
        var found = await Topic.FindAsync(topic.Id);

        Assert.True(await found.UpdateAsync(new TopicParams(Replies: [new(one, "Eins"), new(Text: "Three"), new(two, Destroy: true)])));

        Assert.Equal(["Eins", "Three"], await Texts());
        Assert.Equal(["Eins", "Three"], found.Replies.Select(r => r.Text));
        Assert.Equal(2, (await Topic.FindAsync(topic.Id)).RepliesCount);
    }

    [Fact]
    public async Task Changes_children_that_are_in_memory()
    {
        var topic = await SavedTopic();

        topic.Assign(new TopicParams(Replies: [new(topic.Replies[1].Id, "Zwei")]));

        Assert.Equal(["One", "Zwei"], topic.Replies.Select(r => r.Text));
        Assert.True(await topic.SaveAsync());
        Assert.Equal(["One", "Zwei"], await Texts());
    }

    [Fact]
    public async Task Names_the_childs_field_in_the_errors()
    {
        var topic = await SavedTopic();
        var found = await Topic.FindAsync(topic.Id);

        Assert.False(await found.UpdateAsync(new TopicParams("New", [new(topic.Replies[0].Id, "Eins"), new(topic.Replies[1].Id, "")], new(""))));

        Assert.Equal(["Poll.Question", "Replies[1].Text"], found.Errors.Select(e => e.Field).Order());
        Assert.Equal(["Poll question can't be blank", "Replies text can't be blank"], found.Errors.FullMessages.Order());
        Assert.Equal(["One", "Two"], await Texts());
    }

    [Fact]
    public async Task Only_children_of_this_parent_can_be_named()
    {
        var (topic, other) = (await SavedTopic(), await SavedTopic());
        var foreign = other.Replies[0].Id;
        var found = await Topic.FindAsync(topic.Id);

        var failure = await Assert.ThrowsAsync<RecordNotFoundException>(() => found.UpdateAsync(new TopicParams(Replies: [new(foreign, "Mine now")])));

        Assert.Equal(
            $"""
            There is no Reply with id {foreign} that belongs to Topic {topic.Id}.

            A form may name only records that belong to the one it edits.
            """,
            failure.Message);
        Assert.Equal((typeof(Reply), foreign), (failure.RecordType, failure.Id));
        Assert.Equal("One", (await Reply.FindAsync(foreign)).Text);
    }

    [Fact]
    public void A_new_parent_has_no_children_to_name() =>
        Assert.Throws<RecordNotFoundException>(() => new Topic().Assign(new TopicParams("Bridges", [new(7, "Mine now")])));

    [Fact]
    public async Task Takes_no_more_than_its_limit()
    {
        var topic = new Topic { Title = "Bridges" };

        Assert.False(await topic.UpdateAsync(new TopicParams(Replies: [.. Enumerable.Repeat(new ReplyParams(Text: "Spam"), 4)])));

        Assert.Equal(["Replies has too many entries (maximum is 3)"], topic.Errors.FullMessages);
        Assert.Equal(4, topic.Replies.Count); // for the form to show again
        Assert.Equal(0, await Reply.CountAsync());
    }

    [Fact]
    public async Task Assigned_again_says_anew_what_is_to_be_made_and_what_is_to_go()
    {
        var topic = await SavedTopic();
        var (one, two) = (topic.Replies[0].Id, topic.Replies[1].Id);
        topic.Replies.Add(new() { Text = "By hand" });

        topic.Assign(new TopicParams(Replies: [new(one, Destroy: true), new(Text: "Thr")]));
        topic.Assign(new TopicParams(Replies: [new(two, Destroy: true), new(one, "Eins"), new(Text: "Three")]));

        Assert.Equal(["Eins", "Two", "By hand", "Three"], topic.Replies.Select(r => r.Text));
        Assert.True(await topic.SaveAsync());
        Assert.Equal(["Eins", "By hand", "Three"], await Texts());
    }

    [Fact]
    public async Task Assigned_again_forgets_what_waited_for_the_save()
    {
        var topic = await SavedTopic();
        var (one, two) = (topic.Replies[0].Id, topic.Replies[1].Id);
        var found = await Topic.FindAsync(topic.Id);

        found.Assign(new TopicParams(Replies: [new(one, Destroy: true)], Poll: new("Sto")));
        found.Assign(new TopicParams(Replies: [new(two, "Zwei")], Poll: new("Stone?")));

        Assert.True(await found.SaveAsync());
        Assert.Equal(["One", "Zwei"], await Texts());
        Assert.Equal(["Stone?"], await Poll.All.PluckAsync(p => p.Question));
    }

    [Fact]
    public async Task Leaves_out_what_is_blank_or_rejected()
    {
        var topic = new Topic().Assign(new TopicParams("Bridges", [new(Text: " "), new(Text: "One"), new(Destroy: true)], new("-")));

        Assert.True(await topic.SaveAsync());

        Assert.Equal(["One"], await Texts());
        Assert.Null(topic.Poll);
    }

    [Fact]
    public async Task Has_one_changes_the_one_there_is()
    {
        var topic = await Topic.CreateAsync(new TopicParams("Bridges", Poll: new("Stone?")));
        var poll = topic.Poll!.Id;

        var found = await Topic.FindAsync(topic.Id);
        Assert.True(await found.UpdateAsync(new TopicParams(Poll: new("Steel?"))));
        Assert.Equal((poll, "Steel?"), (found.Poll!.Id, (await Poll.FirstAsync()).Question));

        found = await Topic.FindAsync(topic.Id);
        Assert.True(await found.UpdateAsync(new TopicParams(Poll: new(Destroy: true))));
        Assert.Equal(0, await Poll.CountAsync());

        Assert.True(await found.UpdateAsync(new TopicParams(Poll: new("Wood?"))));
        Assert.Equal("Wood?", (await Poll.FirstAsync()).Question);
    }

    static async Task<Topic> SavedTopic()
    {
        var topic = new Topic { Title = "Bridges", Replies = { new() { Text = "One" }, new() { Text = "Two" } } };
        Assert.True(await topic.SaveAsync());

        return topic;
    }

    static Task<List<string>> Texts() => Reply.All.OrderBy(r => r.Id).Select(r => r.Text).ToListAsync();
}
