namespace Trestle.Processes.Tests;

/// <summary>What the suites of OTP's supervisor and of Elixir's DynamicSupervisor check beyond ours; docs/internals/otp.md has the list.</summary>
public sealed class SupervisorSuiteTests : IDisposable
{
    static readonly RestartIntensity Any = new(int.MaxValue, TimeSpan.FromSeconds(5));

    readonly TestNode node = TestNode.Seeded(1);
    readonly TestProcess test;

    public SupervisorSuiteTests() => test = TestProcess.Start(node);

    public void Dispose() => node.Dispose();

    sealed class Clerk : GenServer
    {
        public record Crash : ICast;

        public record LeaveFamily : ICall<bool>;

        void Handle(Crash _) => throw new InvalidOperationException("boom");

        bool Handle(LeaveFamily _)
        {
            Self.Unlink(Self.Ancestors[0]);
            return true;
        }
    }

    static ChildSpec Spec(string id) => new(id, () => new Clerk());

    Ref<Supervisor> Start(Strategy strategy, params ChildSpec[] children) =>
        node.Node.Spawn(new Supervisor(children, Any, strategy), "office");

    Pid Find(string id)
    {
        node.RunUntilIdle();
        return node.Node.Registry.Find(id);
    }

    void Crash(string id)
    {
        Find(id).Send(new Clerk.Crash());
        node.RunUntilIdle();
    }

    Task<IReadOnlyList<SupervisedChild>> Children(Ref<Supervisor> supervisor) =>
        test.CallAsync(supervisor, new Supervisor.WhichChildren());

    [Fact]
    public async Task A_supervisor_may_have_no_children()
    {
        var office = Start(Strategy.OneForOne);

        Assert.Empty(await Children(office));
        office.Pid.Exit(ExitReason.Shutdown);
        node.RunUntilIdle();
        Assert.False(office.Pid.IsAlive);
    }

    [Fact]
    public async Task A_child_that_unlinks_itself_is_ended_with_the_others()
    {
        var office = Start(Strategy.OneForOne, Spec("ann"));
        var ann = Find("ann");
        await test.CallAsync(new Ref<Clerk>(ann), new Clerk.LeaveFamily());

        Assert.True(await test.CallAsync(office, new Supervisor.StopChild("ann")));

        Assert.False(ann.IsAlive);
    }

    [Fact]
    public async Task A_child_that_cannot_be_started_again_by_hand_stays_and_is_not_tried_further()
    {
        var starts = 0;
        var office = Start(
            Strategy.OneForOne, new ChildSpec("ann", () => ++starts == 1 ? new Clerk() : throw new InvalidOperationException("no chair")));
        await test.CallAsync(office, new Supervisor.StopChild("ann"));

        var started = await test.CallAsync(office, new Supervisor.RestartChild("ann"));

        Assert.Equal("no chair", started.Failure!.Message);
        Assert.Equal(
            [new SupervisedChild("ann", default, Restart.Permanent, 0, IsSupervisor: false, IsRestarting: false)],
            await Children(office));
        Assert.Equal(2, starts);
    }

    [Fact]
    public async Task A_child_keeps_its_place_when_it_is_stopped_and_started_again()
    {
        var office = Start(Strategy.RestForOne, Spec("ann"), Spec("bob"), Spec("cid"));
        await test.CallAsync(office, new Supervisor.StopChild("bob"));
        await test.CallAsync(office, new Supervisor.RestartChild("bob"));
        var (ann, bob, cid) = (Find("ann"), Find("bob"), Find("cid"));

        Crash("bob");

        Assert.Equal(["ann", "bob", "cid"], (await Children(office)).Select(child => child.Id));
        Assert.Equal([true, false, false], new[] { ann, bob, cid }.Select(pid => pid.IsAlive));
    }

    [Theory]
    [InlineData(Strategy.OneForAll)]
    [InlineData(Strategy.RestForOne)]
    public async Task A_temporary_child_ends_without_the_others(Strategy strategy)
    {
        var office = Start(strategy, Spec("ann") with { Restart = Restart.Temporary }, Spec("bob"));
        var bob = Find("bob");

        Crash("ann");

        Assert.True(bob.IsAlive);
        Assert.Equal("bob", Assert.Single(await Children(office)).Id);
    }

    [Fact]
    public void A_killed_supervisor_comes_back_with_all_its_children()
    {
        Start(Strategy.OneForOne, Spec("ann"), new("inner", () => new Supervisor([Spec("bob"), Spec("cid")])));
        var (ann, inner, bob) = (Find("ann"), Find("inner"), Find("bob"));

        inner.Exit(ExitReason.Killed);

        Assert.Equal(ann, Find("ann"));
        Assert.NotEqual(inner, Find("inner"));
        Assert.NotEqual(bob, Find("bob"));
        Assert.True(Find("bob").IsAlive && Find("cid").IsAlive);
        Assert.False(bob.IsAlive);
    }

    [Fact]
    public async Task Thousands_of_children_are_started_and_stopped()
    {
        var office = Start(Strategy.OneForOne);

        for (var number = 0; number < 2_000; number++)
            await test.CallAsync(office, new Supervisor.StartChild(Spec($"{number}")));

        Assert.Equal(2_000, (await Children(office)).Count);

        for (var number = 0; number < 2_000; number++)
            Assert.True(await test.CallAsync(office, new Supervisor.StopChild($"{number}")));

        Assert.DoesNotContain(await Children(office), child => child.Pid.IsAlive);
    }

    [Fact]
    public async Task A_dynamic_child_that_is_being_started_again_counts_and_can_be_stopped()
    {
        var starts = 0;
        var desks = node.Node.Spawn(new DynamicSupervisor(Any, maxChildren: 1), "desks");
        ChildSpec spec = new("ann", () => ++starts == 1 ? new Clerk() : throw new InvalidOperationException("no chair"));
        var seen = new List<bool>();

        node.Node.Spawn(async () =>
        {
            var started = await desks.CallAsync(new Supervisor.StartChild(spec));
            started.Pid.Send(new Clerk.Crash());

            while (!(await desks.CallAsync(new Supervisor.WhichChildren())).Any(child => child.IsRestarting))
                await Task.Yield();

            seen.Add((await desks.CallAsync(new Supervisor.StartChild(Spec("bob")))).Failure is null);
            seen.Add(await desks.CallAsync(new Supervisor.StopChild("ann")));
        });

        // Rests only once the child that never starts is left alone.
        node.RunUntilIdle();
        Assert.Equal([false, true], seen);
        Assert.Empty(await test.CallAsync(desks, new Supervisor.WhichChildren()));
    }

    [Fact]
    public async Task A_temporary_child_stays_away_while_its_brother_comes_back_time_and_again()
    {
        var office = Start(Strategy.OneForOne, Spec("a"), Spec("b") with { Restart = Restart.Temporary });
        Crash("b");

        for (var crash = 0; crash < 3; crash++)
            Crash("a");

        var child = Assert.Single(await Children(office));
        Assert.Equal(("a", 3), (child.Id, child.Restarts));
    }

    [Fact]
    public void A_supervisor_that_gives_up_takes_its_other_children_along_and_its_own_starts_it_afresh()
    {
        node.Node.Spawn(new Supervisor(
            [new("office", () => new Supervisor([Spec("a"), Spec("b")], new(1, TimeSpan.FromSeconds(5))))], Any), "house");
        var (office, other) = (Find("office"), Find("b"));

        Crash("a");
        Assert.Equal((office, other), (Find("office"), Find("b")));
        Crash("a");

        Assert.False(office.IsAlive);
        Assert.False(other.IsAlive);
        Assert.True(Find("office").IsAlive);
        Assert.True(Find("a").IsAlive);
        Assert.True(Find("b").IsAlive);
    }

    [Fact]
    public async Task Nobody_is_stopped_by_a_pid_that_is_not_of_a_child()
    {
        var office = Start(Strategy.OneForOne, Spec("a"));
        var stranger = TestProcess.Start(node);

        Assert.False(await test.CallAsync(office, new Supervisor.StopChild(stranger.Pid)));
        Assert.False(await test.CallAsync(office, new Supervisor.StopChild("nobody")));
        Assert.False(await test.CallAsync(office, new Supervisor.DeleteChild("nobody")));
        Assert.True(stranger.Pid.IsAlive);
        Assert.True(Find("a").IsAlive);
    }

    [Fact]
    public async Task A_child_that_is_stopped_twice_is_stopped()
    {
        var office = Start(Strategy.OneForOne, Spec("a"));

        Assert.True(await test.CallAsync(office, new Supervisor.StopChild("a")));
        Assert.True(await test.CallAsync(office, new Supervisor.StopChild("a")));
        var child = Assert.Single(await Children(office));
        Assert.Equal(("a", default), (child.Id, child.Pid));
    }

    [Fact]
    public void A_window_of_no_time_or_less_than_no_restarts_is_refused()
    {
        Assert.Equal(
            "expected MaxRestarts to be at least 0, got: -1 (Parameter 'MaxRestarts')",
            Assert.Throws<ArgumentOutOfRangeException>(() => new RestartIntensity(-1, TimeSpan.FromSeconds(5))).Message);
        Assert.Equal(
            "expected Window to be more than no time, got: 00:00:00 (Parameter 'Window')",
            Assert.Throws<ArgumentOutOfRangeException>(() => new RestartIntensity(1, TimeSpan.Zero)).Message);
    }

    [Fact]
    public void Children_that_crash_while_the_group_ends_for_another_come_back_once()
    {
        Start(Strategy.OneForAll, Spec("a"), Spec("b"), Spec("c"));
        node.RunUntilIdle();

        foreach (var id in (string[])["a", "b", "c"])
            node.Node.Registry.Find(id).Send(new Clerk.Crash());

        node.RunUntilIdle();

        Assert.All((string[])["a", "b", "c"], id => Assert.True(Find(id).IsAlive));
        Assert.Equal(5, node.Node.ProcessCount); // with the supervisor and the test
    }
}
