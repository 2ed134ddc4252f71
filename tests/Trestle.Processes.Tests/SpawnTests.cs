namespace Trestle.Processes.Tests;

/// <summary>The ways to start a process from a process, and what a child is started with.</summary>
public sealed class SpawnTests : World
{
    sealed class Desk(bool isBroken = false) : GenServer
    {
        public record Ask : ICall<int>;

        public record Fail : ICast;

        protected internal override Task Init() =>
            isBroken ? throw new InvalidOperationException("no desk") : Task.CompletedTask;

        int Handle(Ask _) => 7;

        void Handle(Fail _) => throw new InvalidOperationException("no chair");
    }

    static readonly SpawnOptions Small = new() { Name = "small", Priority = Priority.High, MailboxLimit = 1 };

    [Fact]
    public Task A_process_starts_a_server_that_outlives_it_and_has_it_for_parent() => InProcess(async () =>
    {
        var desk = Self.Spawn(new Desk(), "desk");

        Assert.Equal(7, await desk.CallAsync(new Desk.Ask()));
        Assert.Equal((Self.Pid, "desk", 0), (Node.Info(desk.Pid)!.Parent, Node.Info(desk.Pid)!.Name, Node.Info(desk.Pid)!.Links));
    });

    [Fact]
    public Task A_label_registers_nothing() => InProcess(() =>
    {
        Self.Spawn(new Desk(), "desk");

        Assert.Equal(default, Node.Registry.Find("desk"));
        Assert.Equal(0, Node.Registry.Count);
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_server_is_started_with_options_in_each_way() => InProcess(() =>
    {
        Pid[] started = [Self.Spawn(new Desk(), Small).Pid, Self.SpawnLink(new Desk(), Small).Pid, Self.SpawnMonitor(new Desk(), Small).Server.Pid];

        foreach (var pid in started)
            Assert.Equal(("small", Priority.High, true), (Node.Info(pid)!.Name, Node.Info(pid)!.Priority, pid.Mailbox!.Limit is not null));

        return Task.CompletedTask;
    });

    [Fact]
    public Task A_monitored_server_tells_its_end() => InProcess(async () =>
    {
        var (desk, monitor) = Self.SpawnMonitor(new Desk(), "desk");
        Assert.Equal(7, await desk.CallAsync(new Desk.Ask()));
        desk.Cast(new Desk.Fail());

        var down = await Self.ReceiveAsync<Down>();

        Assert.Equal((monitor, desk.Pid), (down.Monitor, down.Pid));
        Assert.Equal("crashed: InvalidOperationException: no chair", down.Reason.ToString());
    });

    [Fact]
    public Task A_monitored_server_tells_a_failed_start_and_its_starter_goes_on() => InProcess(async () =>
    {
        var (_, monitor) = Self.SpawnMonitor(new Desk(isBroken: true));

        var down = await Self.ReceiveAsync<Down>();

        Assert.Equal(monitor, down.Monitor);
        Assert.Equal("crashed: InvalidOperationException: no desk", down.Reason.ToString());
    });

    [Fact]
    public Task A_monitored_method_takes_options() => InProcess(async () =>
    {
        var (pid, monitor) = Self.SpawnMonitor(() => Self.ReceiveAsync<int>().AsTask(), Small);
        Assert.Equal("small", Node.Info(pid)!.Name);
        pid.Send(1);

        Assert.Equal(new Down(monitor, pid, ExitReason.Normal), await Self.ReceiveAsync<Down>());
    });

    [Fact]
    public void Starting_a_server_from_no_process_says_where_to() => Assert.Equal(
        """
        Self is the running process, but this code runs outside of any.

        Start one with node.Spawn(...), or take out ConfigureAwait(false): after it, code leaves its process.
        """,
        Assert.Throws<InvalidOperationException>(() => Self.Spawn(new Desk())).Message);

    [Fact]
    public async Task A_child_has_its_options_in_each_life_and_is_registered_by_its_id()
    {
        var office = Node.Spawn(new Supervisor([new("desk", () => new Desk()) { Options = Small }]));
        await office.CallAsync(new Supervisor.WhichChildren());
        var first = Node.Registry.Find("desk");
        Assert.Equal(("small", Priority.High), (Node.Info(first)!.Name, Node.Info(first)!.Priority));

        first.Exit(ExitReason.Killed);
        await Until(() => Node.Registry.Find("desk") is { IsAlive: true } next && next != first);
        var second = Node.Registry.Find("desk");

        Assert.Equal(("small", Priority.High), (Node.Info(second)!.Name, Node.Info(second)!.Priority));
        await Until(() => Node.Info(second) is { State: ProcessState.Waiting });
        await Sys.SuspendAsync(second);
        second.Send("one");

        var full = Assert.Throws<MailboxFullException>(() => second.Send("two"));
        Assert.Equal(
            """
            The mailbox of small is full: 1 messages wait in it.

            Wait for room with DeliverAsync, make it handle faster, or spawn it with a higher MailboxLimit.
            """,
            full.Message);
    }

    [Fact]
    public async Task A_child_of_one_method_has_its_options_too()
    {
        var office = Node.Spawn(new DynamicSupervisor());
        ChildSpec spec = new("waiter", async () => await Self.ReceiveAsync<int>()) { Options = new() { Priority = Priority.Low } };

        var started = await office.CallAsync(new Supervisor.StartChild(spec));

        Assert.Equal(("waiter", Priority.Low), (Node.Info(started.Pid)!.Name, Node.Info(started.Pid)!.Priority));
    }
}
