namespace Trestle.Processes.Tests;

/// <summary>Servers that decide in Init that there is nothing to do.</summary>
public sealed class IgnoreTests : World
{
    sealed class Printer(Func<bool> isThere) : GenServer
    {
        public record Fail : ICast;

        public bool HasTerminated { get; private set; }

        protected internal override async Task Init()
        {
            await Task.Yield();

            if (!isThere())
                Ignore();
        }

        protected internal override Task Terminate(ExitReason reason)
        {
            HasTerminated = true;
            return Task.CompletedTask;
        }

        void Handle(Fail _) => throw new InvalidOperationException("no paper");
    }

    sealed class Late : GenServer
    {
        public record Go : ICast;

        void Handle(Go _) => Ignore();
    }

    sealed class LateByOne : GenServer
    {
        record Go;

        protected internal override Task Init()
        {
            Continue(new Go());
            return Task.CompletedTask;
        }

        void Handle(Go _) => Ignore();
    }

    const string TooLate = "late has started, too late to ignore that. Call Ignore in Init, or end with Self.Exit(ExitReason.Normal).";

    static ChildSpec Absent(string id, Restart restart = Restart.Permanent) => new(id, () => new Printer(() => false)) { Restart = restart };

    static ChildSpec Present(string id) => new(id, () => new Printer(() => true));

    Ref<Supervisor> Start(params ChildSpec[] children) => Node.Spawn(new Supervisor(children), "office");

    static async Task<IEnumerable<(string Id, bool IsAlive)>> Children(Ref<Supervisor> office) =>
        (await office.CallAsync(new Supervisor.WhichChildren())).Select(child => (child.Id, child.Pid.IsAlive));

    [Fact]
    public async Task A_child_that_ignores_its_start_is_kept_without_a_process_and_the_others_start()
    {
        var office = Start(Present("first"), Absent("printer"), Present("last"));

        Assert.Equal([("first", true), ("printer", false), ("last", true)], await Children(office));
        Assert.Equal(default, Node.Registry.Find("printer"));
        Assert.Empty(Log.Lines);
    }

    [Fact]
    public async Task Starting_such_a_child_tells_so_and_keeps_it()
    {
        var office = Start();

        var started = await office.CallAsync(new Supervisor.StartChild(Absent("printer")));
        var again = await office.CallAsync(new Supervisor.StartChild(Absent("printer")));

        Assert.True(started.IsIgnored);
        Assert.Null(started.Failure);
        Assert.Equal(default, started.Pid);
        Assert.False(again.IsIgnored);
        Assert.Equal(
            "office has a child called printer already. Start that one with RestartChild, or delete it first.",
            again.Failure!.Message);
    }

    [Fact]
    public async Task A_child_that_runs_did_not_ignore_its_start()
    {
        var started = await Start().CallAsync(new Supervisor.StartChild(Present("printer")));

        Assert.False(started.IsIgnored);
        Assert.True(started.Pid.IsAlive);
    }

    [Fact]
    public async Task It_can_be_started_later()
    {
        var isThere = false;
        var office = Start(new ChildSpec("printer", () => new Printer(() => isThere)));

        var early = await office.CallAsync(new Supervisor.RestartChild("printer"));
        isThere = true;
        var late = await office.CallAsync(new Supervisor.RestartChild("printer"));

        Assert.True(early.IsIgnored);
        Assert.Equal(Node.Registry.Find("printer"), late.Pid);
        Assert.True(late.Pid.IsAlive);
        Assert.Equal([("printer", true)], await Children(office));
    }

    [Fact]
    public async Task It_can_be_stopped_and_deleted()
    {
        var office = Start(Absent("printer"));

        Assert.True(await office.CallAsync(new Supervisor.StopChild("printer")));
        Assert.True(await office.CallAsync(new Supervisor.DeleteChild("printer")));
        Assert.Empty(await Children(office));
    }

    [Fact]
    public async Task A_temporary_one_is_forgotten()
    {
        var office = Start(Absent("first", Restart.Temporary), Present("last"));

        var started = await office.CallAsync(new Supervisor.StartChild(Absent("other", Restart.Temporary)));

        Assert.True(started.IsIgnored);
        Assert.Equal([("last", true)], await Children(office));
    }

    [Theory]
    [InlineData(Strategy.OneForOne)]
    [InlineData(Strategy.OneForAll)]
    [InlineData(Strategy.RestForOne)]
    public async Task A_child_that_ignores_its_restart_stays_away_and_the_others_go_on(Strategy strategy)
    {
        var isThere = true;
        var office = Node.Spawn(
            new Supervisor([new("printer", () => new Printer(() => isThere)), Present("other")], strategy: strategy), "office");
        await Children(office);
        var printer = Node.Registry.Find("printer");

        isThere = false;
        printer.Send(new Printer.Fail());
        await EndOf(printer);
        await Until(() => Log.Lines.Count > 0);

        Assert.Equal([("printer", false), ("other", true)], await Children(office));
        Assert.Equal(["printer crashed. Last message: Fail. Restarts: 0."], Log.Lines);
    }

    [Fact]
    public async Task A_dynamic_supervisor_does_not_keep_it()
    {
        var office = Node.Spawn(new DynamicSupervisor(maxChildren: 1), "office");

        var started = await office.CallAsync(new Supervisor.StartChild(Absent("printer")));
        var next = await office.CallAsync(new Supervisor.StartChild(Present("next")));

        Assert.True(started.IsIgnored);
        Assert.True(next.Pid.IsAlive);
        Assert.Equal(["next"], (await office.CallAsync(new Supervisor.WhichChildren())).Select(child => child.Id));
    }

    [Fact]
    public async Task Without_a_supervisor_it_ends_normally_and_does_not_terminate()
    {
        var printer = new Printer(() => false);

        Assert.Equal(ExitReason.Normal, await EndOf(Node.Spawn(printer).Pid));
        Assert.False(printer.HasTerminated);
    }

    [Fact]
    public async Task A_server_that_has_started_cannot_ignore_that()
    {
        var late = Node.Spawn(new Late(), "late");
        late.Cast(new Late.Go());

        var crash = Assert.IsType<ExitReason.Crashed>(await EndOf(late.Pid));

        Assert.Equal(TooLate, Assert.IsType<InvalidOperationException>(crash.Exception).Message);
    }

    [Fact]
    public async Task What_Init_goes_on_with_is_too_late_as_well()
    {
        var crash = Assert.IsType<ExitReason.Crashed>(await EndOf(Node.Spawn(new LateByOne(), "late").Pid));

        Assert.Equal(TooLate, crash.Exception.Message);
    }
}
