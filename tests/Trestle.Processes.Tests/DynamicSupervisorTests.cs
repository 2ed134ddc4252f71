namespace Trestle.Processes.Tests;

public class DynamicSupervisorTests : World
{
    sealed class Desk : GenServer
    {
        public record Crash : ICast;

        void Handle(Crash _) => throw new InvalidOperationException("boom");
    }

    [Fact]
    public async Task Starts_children_while_it_runs_and_lets_temporary_ones_go()
    {
        var supervisor = Node.Spawn(new DynamicSupervisor());
        ChildSpec spec = new("desk", () => new Desk()) { Restart = Restart.Temporary };

        var started = await supervisor.CallAsync(new Supervisor.StartChild(spec));
        var end = EndOf(started.Pid);
        new Ref<Desk>(Node.Registry, "desk").Cast(new Desk.Crash());

        await end;
        await supervisor.CallAsync(new Supervisor.StartChild(spec));
        Assert.Null(started.Failure);
        Assert.Equal(["desk crashed. Last message: Crash. Restarts: 0."], Log.Lines);
    }

    [Fact]
    public async Task Ends_with_its_children_when_asked()
    {
        var supervisor = Node.Spawn(new DynamicSupervisor());
        var started = await supervisor.CallAsync(new Supervisor.StartChild(new("desk", () => new Desk())));
        var (child, parent) = (EndOf(started.Pid), EndOf(supervisor.Pid));

        supervisor.Pid.Exit(ExitReason.Shutdown);

        Assert.Equal(ExitReason.Shutdown, await child);
        Assert.Equal(ExitReason.Shutdown, await parent);
    }

    [Fact]
    public async Task Tells_the_caller_why_a_child_did_not_start()
    {
        var supervisor = Node.Spawn(new DynamicSupervisor());
        ChildSpec spec = new("desk", () => throw new InvalidOperationException("no desk"));

        var started = await supervisor.CallAsync(new Supervisor.StartChild(spec));

        Assert.Equal("no desk", started.Failure!.Message);
        Assert.True(supervisor.Pid.IsAlive);
    }

    [Fact]
    public async Task Starts_a_crashed_child_again_and_tries_until_it_gives_up()
    {
        var starts = 0;
        var supervisor = Node.Spawn(new DynamicSupervisor(), "desks");
        ChildSpec spec = new("desk", () => ++starts == 1 ? new Desk() : throw new InvalidOperationException("no desk"));
        await supervisor.CallAsync(new Supervisor.StartChild(spec));
        var end = EndOf(supervisor.Pid);

        new Ref<Desk>(Node.Registry, "desk").Cast(new Desk.Crash());

        Assert.Equal(ExitReason.Shutdown, await end);
        Assert.Equal(4, starts);
        Assert.Equal(
            [
                "desk crashed. Last message: Crash. Restarts: 0.",
                "desk could not be started again. Restarts: 1.",
                "desk could not be started again. Restarts: 2.",
                "desk could not be started again. Restarts: 3.",
                "desks gives up: desk ended more than 3 times within 5 s.",
            ],
            Log.Lines);
    }

    [Fact]
    public async Task Lists_and_stops_its_children_by_pid()
    {
        var supervisor = Node.Spawn(new DynamicSupervisor());
        ChildSpec spec = new("desk", () => new Desk()) { IsRegistered = false };
        var first = await supervisor.CallAsync(new Supervisor.StartChild(spec));
        var second = await supervisor.CallAsync(new Supervisor.StartChild(spec));

        Assert.True(await supervisor.CallAsync(new Supervisor.StopChild(first.Pid)));

        Assert.False(first.Pid.IsAlive);
        Assert.Equal(
            [new SupervisedChild("desk", second.Pid, Restart.Permanent, 0, IsSupervisor: false, IsRestarting: false)],
            await supervisor.CallAsync(new Supervisor.WhichChildren()));
    }

    [Fact]
    public async Task Refuses_more_children_than_it_may_have()
    {
        var supervisor = Node.Spawn(new DynamicSupervisor(maxChildren: 1), "desks");
        ChildSpec spec = new("desk", () => new Desk()) { IsRegistered = false };
        await supervisor.CallAsync(new Supervisor.StartChild(spec));

        var refused = await supervisor.CallAsync(new Supervisor.StartChild(spec));

        Assert.Equal("desks has 1 children, and may have no more.", refused.Failure!.Message);
    }

    [Fact]
    public async Task Has_room_again_after_a_child_was_stopped()
    {
        var supervisor = Node.Spawn(new DynamicSupervisor(maxChildren: 2), "desks");
        ChildSpec spec = new("desk", () => new Desk()) { IsRegistered = false };
        var first = await supervisor.CallAsync(new Supervisor.StartChild(spec));
        await supervisor.CallAsync(new Supervisor.StartChild(spec));

        var refused = await supervisor.CallAsync(new Supervisor.StartChild(spec));
        var stopped = await supervisor.CallAsync(new Supervisor.StopChild(first.Pid));
        var accepted = await supervisor.CallAsync(new Supervisor.StartChild(spec));

        Assert.Equal("desks has 2 children, and may have no more.", refused.Failure!.Message);
        Assert.True(stopped);
        Assert.Null(accepted.Failure);
    }

    sealed class FailsToStart(Action tried) : GenServer
    {
        protected internal override Task Init()
        {
            tried();
            throw new InvalidOperationException("no");
        }
    }

    [Fact]
    public async Task A_child_that_fails_to_start_is_told_to_the_caller_and_neither_logged_nor_tried_again()
    {
        var tries = 0;
        var supervisor = Node.Spawn(new DynamicSupervisor());

        for (var round = 1; round <= 200; round++)
        {
            var started = await supervisor.CallAsync(new Supervisor.StartChild(
                new ChildSpec("child", () => new FailsToStart(() => tries++)) { IsRegistered = false }));

            Assert.Equal("no", started.Failure!.Message);
        }

        Assert.Empty(await supervisor.CallAsync(new Supervisor.WhichChildren()));
        Assert.Equal(200, tries);
        Assert.Empty(Log.Lines);
    }
}
