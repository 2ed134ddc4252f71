namespace Trestle.Processes.Tests;

public class SysTests : World
{
    sealed record Add(int Amount) : ICast;

    sealed record Total : ICall<int>;

    sealed class Counter : GenServer
    {
        int total;

        void Handle(Add add) => total += add.Amount;

        int Handle(Total _) => total;
    }

    /// <summary>A later build of the counter: counts double, and says since when.</summary>
    sealed class DoublingCounter : GenServer
    {
        int total;

        void Handle(Add add) => total += 2 * add.Amount;

        int Handle(Total _) => total;
    }

    sealed class Refusing : GenServer
    {
        protected internal override Task CodeChange(GenServer former, IReadOnlyDictionary<string, object?> state) =>
            throw new InvalidOperationException("this state is from another world");
    }

    [Fact]
    public async Task A_new_build_goes_on_with_the_state_the_pid_and_the_mailbox_of_the_old()
    {
        var counter = Node.Spawn(new Counter());
        counter.Cast(new Add(1));

        await Sys.SuspendAsync(counter.Pid);
        counter.Cast(new Add(10));
        await Sys.ChangeCodeAsync(counter.Pid, new DoublingCounter());
        await Sys.ResumeAsync(counter.Pid);

        Assert.Equal(21, await counter.CallAsync(new Total()));
    }

    [Fact]
    public async Task A_new_build_that_refuses_the_state_leaves_the_old_one_running()
    {
        var counter = Node.Spawn(new Counter());
        counter.Cast(new Add(1));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Sys.ChangeCodeAsync(counter.Pid, new Refusing()));

        Assert.Equal("this state is from another world", failure.Message);
        Assert.Equal(1, await counter.CallAsync(new Total()));
    }

    [Fact]
    public async Task The_state_can_be_looked_at_by_name()
    {
        var counter = Node.Spawn(new Counter());
        counter.Cast(new Add(7));

        var state = await Sys.GetStateAsync(counter.Pid);

        Assert.Equal([KeyValuePair.Create<string, object?>("total", 7)], state);
    }

    [Fact]
    public async Task A_process_without_a_server_cannot_be_asked()
    {
        var task = Node.Spawn(async () => await Self.ReceiveAsync<Add>());

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Sys.SuspendAsync(task));

        Assert.Equal($"{task} is not a server: only servers can be asked by the system.", failure.Message);
    }

    [Fact]
    public async Task A_suspended_server_can_be_ended_by_its_supervisor()
    {
        var supervisor = Node.Spawn(new Supervisor([new ChildSpec("counter", () => new Counter())]));
        await supervisor.CallAsync(new Supervisor.WhichChildren());
        var counter = Node.Registry.Find("counter");
        await Sys.SuspendAsync(counter);
        var end = EndOf(counter);

        Assert.True(await supervisor.CallAsync(new Supervisor.StopChild("counter")).AsTask().WaitAsync(Patience));

        Assert.Equal(ExitReason.Shutdown, await end);
    }
}
