namespace Trestle.Records.Tests;

public class PolymorphicTests : TestDatabase
{
    [Fact]
    public async Task Refers_to_records_of_any_class()
    {
        var (topic, car) = (await Saved(new Topic { Title = "Bridges" }), await Saved(new Car { Name = "Beetle" }));

        var remarks = new[] { await Saved(new Remark { Text = "Long", Subject = topic }), await Saved(new Remark { Text = "Old", Subject = car }) };

        Assert.Equal([("Topic", topic.Id), ("Vehicle", car.Id)], remarks.Select(r => (r.SubjectType, r.SubjectId)));
    }

    [Fact]
    public async Task Saves_a_new_subject_first_and_new_remarks_after_theirs()
    {
        var remark = await Saved(new Remark { Text = "Long", Subject = new Topic { Title = "Bridges" } });
        var topic = await Saved(new Topic { Title = "Tunnels", Remarks = { new() { Text = "Dark" } } });

        Assert.Equal(("Topic", remark.Subject!.Id), (remark.SubjectType, remark.SubjectId));
        Assert.Equal(("Topic", topic.Id, topic), (topic.Remarks[0].SubjectType, topic.Remarks[0].SubjectId, topic.Remarks[0].Subject));
        Assert.Equal(2, await Remark.Where(r => r.SubjectType == nameof(Topic)).CountAsync());
    }

    [Fact]
    public async Task Saves_nothing_when_a_remark_breaks_a_rule()
    {
        var topic = new Topic { Title = "Tunnels", Remarks = { new() } };

        Assert.False(await topic.SaveAsync());

        Assert.Equal(["Remarks is invalid"], topic.Errors.FullMessages);
        Assert.Equal(0, await Topic.CountAsync());
    }

    [Fact]
    public async Task Loads_subjects_of_all_classes_and_what_refers_to_them()
    {
        var (topic, car) = (await Saved(new Topic { Title = "Bridges" }), await Saved(new Car { Name = "Beetle" }));
        await Saved(new Remark { Text = "Long", Subject = topic });
        await Saved(new Remark { Text = "Old", Subject = car });

        var remarks = await Remark.All.OrderBy(r => r.Id).ToListAsync();
        await remarks.PreloadAsync(r => r.Subject);
        Assert.Equal(["Bridges", "Beetle"], remarks.Select(r => (r.Subject as Topic)?.Title ?? ((Car)r.Subject!).Name));

        var found = await Topic.FindAsync(topic.Id);
        await found.LoadAsync(t => t.Remarks);
        Assert.Equal(("Long", found), (found.Remarks[0].Text, found.Remarks[0].Subject));
        Assert.Equal(["Long"], await found.Related(t => t.Remarks).PluckAsync(r => r.Text));
    }

    [Fact]
    public async Task Moves_by_reference_and_touches_both()
    {
        var (topic, car) = (await Saved(new Topic { Title = "Bridges" }), await Saved(new Car { Name = "Beetle" }));
        var remark = await Saved(new Remark { Text = "Long", Subject = topic });
        Time.Advance(TimeSpan.FromMinutes(1));

        remark.Subject = car;
        await remark.SaveAsync();

        Assert.Equal("Vehicle", (await Remark.FindAsync(remark.Id)).SubjectType);
        Assert.Equal(
            (Time.GetUtcNow(), Time.GetUtcNow()),
            ((await Topic.FindAsync(topic.Id)).UpdatedAt, (await Vehicle.FindAsync(car.Id)).UpdatedAt));
    }

    [Fact]
    public async Task Goes_with_its_subject_and_with_no_other_of_its_id()
    {
        var topic = await Saved(new Topic { Title = "Bridges", Remarks = { new() { Text = "Long" } } });
        var car = await Saved(new Car { Name = "Beetle" });
        await Saved(new Remark { Text = "Old", SubjectType = "Vehicle", SubjectId = topic.Id });

        await topic.DestroyAsync();

        Assert.Equal(["Old"], await Remark.All.PluckAsync(r => r.Text));
    }

    [Fact]
    public async Task Says_when_a_class_has_gone()
    {
        await Saved(new Topic { Title = "Bridges", Remarks = { new() { Text = "Long" } } });
        await Remark.All.UpdateAllAsync(set => set.SetProperty(r => r.SubjectType, "Poem"));
        var remark = await Remark.FirstAsync();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => remark.LoadAsync(r => r.Subject));

        Assert.Equal(
            $"""
            Remark {remark.Id} refers by Subject to a Poem, but no record class has that name.

            Rename it in the table, or give the class its name back:

                await Remark.Where(one => one.SubjectType == "Poem").UpdateAllAsync(set => set.SetProperty(one => one.SubjectType, "..."));
            """,
            failure.Message);
    }

    static async Task<T> Saved<T>(T record) where T : Record
    {
        Assert.True(await record.SaveAsync(), string.Join(", ", record.Errors.FullMessages));

        return record;
    }
}
