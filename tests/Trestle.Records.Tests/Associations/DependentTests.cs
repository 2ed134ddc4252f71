namespace Trestle.Records.Tests;

public class DependentTests : TestDatabase
{
    [Fact]
    public async Task Destroys_each_with_its_callbacks_and_dependents()
    {
        var firm = await SavedFirm();
        firm.Workers.AddRange([new() { Name = "Ann", Desk = new() }, new() { Name = "Bob" }]);
        await firm.SaveAsync();

        Assert.True(await (await Firm.FindAsync(firm.Id)).DestroyAsync());

        Assert.Equal([new WorkerGone("Ann"), new WorkerGone("Bob")], Facts.OfType<WorkerGone>());
        Assert.Equal((0, 0, 0), (await Firm.CountAsync(), await Worker.CountAsync(), await Desk.CountAsync()));
    }

    [Fact]
    public async Task Destroys_the_objects_in_its_list()
    {
        var firm = await SavedFirm();
        firm.Workers.Add(new() { Name = "Ann" });
        await firm.SaveAsync();

        await firm.DestroyAsync();

        Assert.True(firm.Workers[0].IsDestroyed);
    }

    [Fact]
    public async Task Deletes_all_without_callbacks()
    {
        var firm = await SavedFirm();
        await new Memo { FirmId = firm.Id }.SaveAsync();

        await firm.DestroyAsync();

        Assert.Equal(0, await Memo.CountAsync());
    }

    [Fact]
    public async Task Leaves_them_behind_without_an_owner()
    {
        var firm = await SavedFirm();
        var machine = new Machine { FirmId = firm.Id };
        await machine.SaveAsync();

        await firm.DestroyAsync();

        Assert.Null((await Machine.FindAsync(machine.Id)).FirmId);
    }

    [Fact]
    public async Task Refuses_with_an_error()
    {
        var firm = await SavedFirm();
        firm.Workers.Add(new() { Name = "Ann" });
        await firm.SaveAsync();
        await new Invoice { FirmId = firm.Id }.SaveAsync();

        Assert.False(await firm.DestroyAsync());

        Assert.Equal(["Can't be deleted while invoices belong to it"], firm.Errors.FullMessages);
        Assert.False(firm.IsDestroyed);
        Assert.Equal((1, 1), (await Firm.CountAsync(), await Worker.CountAsync()));
        Assert.Empty(Facts.OfType<WorkerGone>());
    }

    [Fact]
    public async Task Refuses_with_an_exception()
    {
        var firm = await SavedFirm();
        await new Contract { FirmId = firm.Id }.SaveAsync();

        var failure = await Assert.ThrowsAsync<DestroyRestrictedException>(firm.DestroyAsync);

        Assert.Equal(
            $"""
            Firm {firm.Id} cannot be destroyed while Contracts belong to it.

            Destroy or move them first, or let them go along:

                [Dependent(Dependent.Destroy)] public ... Contracts
            """,
            failure.Message);
        Assert.Equal((firm, "Contracts"), (failure.Record, failure.Relation));
        Assert.Equal(1, await Firm.CountAsync());
    }

    [Fact]
    public async Task One_that_may_not_go_keeps_the_whole_from_going()
    {
        var firm = await SavedFirm();
        firm.Workers.Add(new() { Name = "Ann", Desk = new() { Drawers = { new() } } });
        await firm.SaveAsync();

        var failure = await Assert.ThrowsAsync<DestroyRestrictedException>(firm.DestroyAsync);

        Assert.Equal(firm.Workers[0].Desk, failure.Record);
        Assert.Equal((1, 1, 1), (await Firm.CountAsync(), await Worker.CountAsync(), await Desk.CountAsync()));
        Assert.Empty(Facts.OfType<WorkerGone>());
    }

    [Fact]
    public async Task A_callback_that_throws_keeps_the_whole_from_going()
    {
        var firm = await SavedFirm();
        firm.Workers.AddRange([new() { Name = "Ann" }, new() { Name = "Immovable" }]);
        await firm.SaveAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(firm.DestroyAsync);

        Assert.Equal((1, 2), (await Firm.CountAsync(), await Worker.CountAsync()));
        Assert.DoesNotContain(firm.Workers, w => w.IsDestroyed);
    }

    [Fact]
    public async Task Destroys_what_it_belongs_to_and_does_not_go_round_in_circles()
    {
        var firm = await SavedFirm();
        var worker = new Worker { Name = "Ann", FirmId = firm.Id, Desk = new() };
        await worker.SaveAsync();

        await worker.Desk.DestroyAsync();

        Assert.Equal([new WorkerGone("Ann")], Facts.OfType<WorkerGone>());
        Assert.Equal((0, 0), (await Worker.CountAsync(), await Desk.CountAsync()));
    }

    static async Task<Firm> SavedFirm()
    {
        var firm = new Firm { Name = "Bridges & Sons" };
        Assert.True(await firm.SaveAsync());

        return firm;
    }
}
