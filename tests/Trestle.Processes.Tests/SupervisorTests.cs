namespace Trestle.Processes.Tests;

public class SupervisorTests : World
{
    sealed class Desk(List<string>? log = null, string name = "desk") : GenServer
    {
        public record Take : ICall<int>;

        public record Crash : ICast;

        public record Leave : ICast;

        int taken;

        protected internal override Task Init()
        {
            log?.Add($"{name} starts");
            return Task.CompletedTask;
        }

        protected internal override Task Terminate(ExitReason reason)
        {
            log?.Add($"{name} ends: {reason}");
            return Task.CompletedTask;
        }

        int Handle(Take _) => ++taken;

        void Handle(Crash _) => throw new InvalidOperationException("boom");

        void Handle(Leave _) => Self.Exit(ExitReason.Normal);
    }

    Ref<Desk> DeskNamed(string name) => new(Node.Registry, name);

    async Task<Pid> NextLife(string name, Pid last)
    {
        // The name is free again before the last life's end is told, and taken again before the next one starts.
        await Until(() => Node.Registry.Find(name) is var pid && pid != default && pid != last);

        return Node.Registry.Find(name);
    }

    async Task<Pid> Life(string name) => await NextLife(name, default);

    [Fact]
    public async Task Starts_a_crashed_child_again_with_fresh_state()
    {
        Node.Spawn(new Supervisor([new("desk", () => new Desk())]), "desks");
        var first = await Life("desk");
        await DeskNamed("desk").CallAsync(new Desk.Take());

        DeskNamed("desk").Cast(new Desk.Crash());
        await NextLife("desk", first);

        Assert.Equal(1, await DeskNamed("desk").CallAsync(new Desk.Take()));
        Assert.Equal(["desk crashed. Last message: Crash. Restarts: 0."], Log.Lines);
        Assert.Equal(1, Node.Snapshot().Single(process => process.Name == "desk").Restarts);
    }

    [Fact]
    public async Task Leaves_the_other_children_alone()
    {
        Node.Spawn(new Supervisor([new("left", () => new Desk()), new("right", () => new Desk())]));
        var left = await Life("left");
        var right = await Life("right");

        DeskNamed("left").Cast(new Desk.Crash());
        await NextLife("left", left);

        Assert.Equal(right, Node.Registry.Find("right"));
    }

    [Theory]
    [InlineData(Restart.Transient)]
    [InlineData(Restart.Temporary)]
    public async Task Lets_a_child_go_that_ends_normally_and_need_not_run_always(Restart restart)
    {
        var supervisor = new Supervisor([new("desk", () => new Desk()) { Restart = restart }, new("other", () => new Desk())]);
        Node.Spawn(supervisor);
        await Life("other");
        var desk = await Life("desk");

        DeskNamed("desk").Cast(new Desk.Leave());
        await EndOf(desk);

        // The other's restart is handled after the end of the first, so by then that one would be back.
        var other = await Life("other");
        DeskNamed("other").Cast(new Desk.Crash());
        await NextLife("other", other);
        Assert.Equal(default, Node.Registry.Find("desk"));
    }

    [Fact]
    public async Task Gives_up_when_a_child_ends_too_often()
    {
        var supervisor = Node.Spawn(new Supervisor([new("desk", () => new Desk())], new(2, TimeSpan.FromSeconds(5))), "desks");
        var end = EndOf(supervisor.Pid);
        var life = default(Pid);

        for (var crash = 0; crash < 3; crash++)
        {
            life = await NextLife("desk", life);
            DeskNamed("desk").Cast(new Desk.Crash());
        }

        Assert.Equal(ExitReason.Shutdown, await end.WaitAsync(Patience));
        Assert.Equal(
            [
                "desk crashed. Last message: Crash. Restarts: 0.",
                "desk crashed. Last message: Crash. Restarts: 1.",
                "desk crashed. Last message: Crash. Restarts: 2.",
                "desks gives up: desk ended more than 2 times within 5 s.",
            ],
            Log.Lines);
    }

    [Fact]
    public async Task Forgets_restarts_older_than_the_window()
    {
        var supervisor = Node.Spawn(new Supervisor([new("desk", () => new Desk())], new(1, TimeSpan.FromSeconds(5))));
        var life = await Life("desk");

        for (var crash = 0; crash < 3; crash++)
        {
            DeskNamed("desk").Cast(new Desk.Crash());
            life = await NextLife("desk", life);
            Time.Advance(TimeSpan.FromSeconds(6));
        }

        Assert.True(supervisor.Pid.IsAlive);
    }

    [Fact]
    public async Task A_supervisor_that_gives_up_is_restarted_by_its_own()
    {
        var inner = new ChildSpec("inner", () => new Supervisor([new("desk", () => new Desk())], new(0, TimeSpan.FromSeconds(5))));
        var outer = Node.Spawn(new Supervisor([inner]));
        var desk = await Life("desk");

        DeskNamed("desk").Cast(new Desk.Crash());
        await NextLife("desk", desk);

        Assert.True(outer.Pid.IsAlive);
        Assert.Equal(1, await DeskNamed("desk").CallAsync(new Desk.Take()));
    }

    [Fact]
    public async Task Ends_its_children_in_reverse_order()
    {
        var log = new List<string>();
        var outer = Node.Spawn(new Supervisor(
        [
            new("tree", () => new Supervisor(
            [
                new("a", () => new Desk(log, "a")),
                new("b", () => new Desk(log, "b")),
            ])),
        ]));
        await Life("b");
        var end = EndOf(Node.Registry.Find("b"));

        outer.Pid.Exit(ExitReason.Shutdown);

        await end;
        await EndOf(outer.Pid);
        Assert.Equal(["a starts", "b starts", "b ends: shutdown", "a ends: shutdown"], log);
    }

    [Fact]
    public async Task A_child_that_fails_to_start_counts_as_a_restart_until_the_supervisor_gives_up()
    {
        var starts = 0;
        var supervisor = Node.Spawn(new Supervisor(
        [
            new("desk", () => ++starts == 1 ? new Desk() : throw new InvalidOperationException("no desk")),
        ]), "desks");
        await Life("desk");
        var end = EndOf(supervisor.Pid);

        DeskNamed("desk").Cast(new Desk.Crash());

        Assert.Equal(ExitReason.Shutdown, await end);
        Assert.Equal(4, starts);
    }

    [Fact]
    public async Task Children_end_with_a_killed_supervisor()
    {
        var supervisor = Node.Spawn(new Supervisor([new("desk", () => new Desk())]));
        var end = EndOf(await Life("desk"));

        supervisor.Pid.Exit(ExitReason.Killed);

        Assert.Equal(ExitReason.Killed, await end);
    }
}
