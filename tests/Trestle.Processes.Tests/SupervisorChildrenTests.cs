namespace Trestle.Processes.Tests;

public class SupervisorChildrenTests : World
{
    sealed class Clerk : GenServer
    {
        public record Crash : ICast;

        public record Leave : ICast;

        void Handle(Crash _) => throw new InvalidOperationException("boom");

        void Handle(Leave _) => Self.Exit(ExitReason.Normal);
    }

    /// <summary>Does not end when it is asked to.</summary>
    sealed class Clinger : GenServer
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected internal override Task Terminate(ExitReason reason)
        {
            Asked.SetResult();
            return new TaskCompletionSource().Task;
        }
    }

    static ChildSpec Spec(string id) => new(id, () => new Clerk());

    Ref<Supervisor> Start(params ChildSpec[] children) => Node.Spawn(new Supervisor(children), "office");

    [Fact]
    public async Task Starts_one_more_child_while_it_runs()
    {
        var office = Start(Spec("ann"));

        var started = await office.CallAsync(new Supervisor.StartChild(Spec("bob")));

        Assert.Equal(Node.Registry.Find("bob"), started.Pid);
        Assert.Equal(["ann", "bob"], (await office.CallAsync(new Supervisor.WhichChildren())).Select(child => child.Id));
    }

    [Fact]
    public async Task Refuses_a_second_child_of_the_same_id()
    {
        var office = Start(Spec("ann"));

        var started = await office.CallAsync(new Supervisor.StartChild(Spec("ann")));

        Assert.Equal(
            "office has a child called ann already. Start that one with RestartChild, or delete it first.",
            started.Failure!.Message);
    }

    [Fact]
    public async Task Does_not_start_with_two_children_of_the_same_id()
    {
        var end = EndOf(Start(Spec("ann"), Spec("ann")).Pid);

        var crash = Assert.IsType<ExitReason.Crashed>(await end);

        Assert.Equal("office has two children called ann. Give each an id of its own.", crash.Exception.Message);
    }

    [Fact]
    public async Task Tells_why_a_child_did_not_start_and_forgets_it()
    {
        var office = Start();
        ChildSpec spec = new("ann", () => throw new InvalidOperationException("no chair"));

        var started = await office.CallAsync(new Supervisor.StartChild(spec));

        Assert.Equal("no chair", started.Failure!.Message);
        Assert.Empty(await office.CallAsync(new Supervisor.WhichChildren()));
    }

    [Fact]
    public async Task A_stopped_child_stays_stopped_until_it_is_started_again()
    {
        var office = Start(Spec("ann"));

        Assert.True(await office.CallAsync(new Supervisor.StopChild("ann")));
        Assert.Equal(
            [new SupervisedChild("ann", default, Restart.Permanent, 0, IsSupervisor: false, IsRestarting: false)],
            await office.CallAsync(new Supervisor.WhichChildren()));

        var started = await office.CallAsync(new Supervisor.RestartChild("ann"));
        Assert.Equal(Node.Registry.Find("ann"), started.Pid);
        Assert.True(started.Pid.IsAlive);
    }

    [Fact]
    public async Task Stops_a_child_by_its_pid()
    {
        var office = Start(Spec("ann"));
        await office.CallAsync(new Supervisor.WhichChildren());
        var ann = Node.Registry.Find("ann");

        Assert.True(await office.CallAsync(new Supervisor.StopChild(ann)));

        Assert.False(ann.IsAlive);
        Assert.False(await office.CallAsync(new Supervisor.StopChild(ann)));
    }

    [Fact]
    public async Task Starts_no_child_again_that_runs_or_is_unknown()
    {
        var office = Start(Spec("ann"));

        var running = await office.CallAsync(new Supervisor.RestartChild("ann"));
        var unknown = await office.CallAsync(new Supervisor.RestartChild("bob"));

        Assert.Equal(
            $"office did not start ann again: it runs, as {Node.Registry.Find("ann")}.", running.Failure!.Message);
        Assert.Equal("office has no child called bob.", unknown.Failure!.Message);
        Assert.False(await office.CallAsync(new Supervisor.StopChild("bob")));
    }

    [Fact]
    public async Task Deletes_only_a_child_that_has_been_stopped()
    {
        var office = Start(Spec("ann"));

        Assert.False(await office.CallAsync(new Supervisor.DeleteChild("ann")));
        await office.CallAsync(new Supervisor.StopChild("ann"));
        Assert.True(await office.CallAsync(new Supervisor.DeleteChild("ann")));
        Assert.False(await office.CallAsync(new Supervisor.DeleteChild("ann")));

        Assert.Empty(await office.CallAsync(new Supervisor.WhichChildren()));
    }

    [Fact]
    public async Task Forgets_a_temporary_child_that_is_stopped_and_keeps_a_transient_one_that_left()
    {
        var office = Start(Spec("ann") with { Restart = Restart.Temporary }, Spec("bob") with { Restart = Restart.Transient });
        await office.CallAsync(new Supervisor.StopChild("ann"));
        var bob = Node.Registry.Find("bob");

        new Ref<Clerk>(Node.Registry, "bob").Cast(new Clerk.Leave());
        await EndOf(bob);

        var children = await office.CallAsync(new Supervisor.WhichChildren());
        Assert.Equal("bob", Assert.Single(children).Id);
        await office.CallAsync(new Supervisor.RestartChild("bob"));
        Assert.True(Node.Registry.Find("bob").IsAlive);
    }

    [Fact]
    public async Task Ends_the_children_before_one_that_does_not_start()
    {
        var ended = new List<string>();
        var end = EndOf(Start(
            new("a", () => new Noter("a", ended)),
            new("b", () => new Noter("b", ended)),
            new("c", () => throw new InvalidOperationException("no chair"))).Pid);

        var crash = Assert.IsType<ExitReason.Crashed>(await end);

        Assert.Equal("no chair", crash.Exception.Message);
        Assert.Equal(["b", "a"], ended);
    }

    sealed class Noter(string name, List<string> ended) : GenServer
    {
        protected internal override Task Terminate(ExitReason reason)
        {
            ended.Add(name);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Kills_a_child_that_does_not_end_in_time()
    {
        var clinger = new Clinger();
        var office = Start(new ChildSpec("clinger", () => clinger) { ShutdownTimeout = TimeSpan.FromSeconds(7) });
        await office.CallAsync(new Supervisor.WhichChildren());
        var end = EndOf(Node.Registry.Find("clinger"));

        var stopped = office.CallAsync(new Supervisor.StopChild("clinger"), TimeSpan.FromHours(1));
        await clinger.Asked.Task.WaitAsync(Patience);
        Time.Advance(TimeSpan.FromSeconds(7));

        Assert.True(await stopped);
        Assert.Equal(ExitReason.Killed, await end);
        Assert.Equal(["clinger did not end within 7 s of being asked, and was killed."], Log.Lines);
    }

    [Fact]
    public async Task Kills_a_child_that_gets_no_time_without_asking()
    {
        var clinger = new Clinger();
        var office = Start(new ChildSpec("clinger", () => clinger) { ShutdownTimeout = TimeSpan.Zero });

        Assert.True(await office.CallAsync(new Supervisor.StopChild("clinger")));

        Assert.False(clinger.Asked.Task.IsCompleted);
        Assert.Empty(Log.Lines);
    }

    [Fact]
    public async Task A_supervisor_among_the_children_gets_all_the_time_it_needs()
    {
        var clinger = new Clinger();
        ChildSpec inner = new("clinger", () => clinger) { ShutdownTimeout = TimeSpan.FromHours(1) };
        var office = Start(new ChildSpec("inner", () => new Supervisor([inner])));
        await office.CallAsync(new Supervisor.WhichChildren());

        var stopped = office.CallAsync(new Supervisor.StopChild("inner"), TimeSpan.FromHours(2));
        await clinger.Asked.Task.WaitAsync(Patience);
        Time.Advance(TimeSpan.FromMinutes(59));
        var patient = Node.Registry.Find("inner").IsAlive;
        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await stopped);
        Assert.True(patient);
    }

    [Fact]
    public async Task Ends_when_a_significant_child_has_done_its_work()
    {
        var office = Start(Spec("ann"), Spec("bob") with { Restart = Restart.Transient, IsSignificant = true });
        await office.CallAsync(new Supervisor.WhichChildren());
        var (end, ann) = (EndOf(office.Pid), EndOf(Node.Registry.Find("ann")));
        var bob = Node.Registry.Find("bob");

        new Ref<Clerk>(Node.Registry, "bob").Cast(new Clerk.Crash());
        await Until(() => Node.Registry.Find("bob") is { IsAlive: true } pid && pid != bob);
        new Ref<Clerk>(Node.Registry, "bob").Cast(new Clerk.Leave());

        Assert.Equal(ExitReason.Shutdown, await end);
        Assert.Equal(ExitReason.Shutdown, await ann);
    }

    int annsStarts;

    /// <summary>Starts ann and bob; ann crashes, and every try to start her again fails.</summary>
    async Task<Ref<Supervisor>> StartAndTryInVain()
    {
        ChildSpec ann = new("ann", () => ++annsStarts == 1 ? new Clerk() : throw new InvalidOperationException("no chair"));
        var office = Node.Spawn(new Supervisor([ann, Spec("bob")], new(int.MaxValue, TimeSpan.FromSeconds(5))), "office");
        await office.CallAsync(new Supervisor.WhichChildren());

        new Ref<Clerk>(Node.Registry, "ann").Cast(new Clerk.Crash());
        await Until(() => Volatile.Read(ref annsStarts) > 5);

        return office;
    }

    [Fact]
    public async Task Answers_while_a_child_does_not_start_again_and_can_be_told_to_leave_it()
    {
        var office = await StartAndTryInVain();

        var children = await office.CallAsync(new Supervisor.WhichChildren());

        Assert.Equal([true, false], children.Select(child => child.IsRestarting));
        Assert.Equal(default, children[0].Pid);
        Assert.Equal(
            "office did not start ann again: it is about to.",
            (await office.CallAsync(new Supervisor.RestartChild("ann"))).Failure!.Message);
        Assert.False(await office.CallAsync(new Supervisor.DeleteChild("ann")));
        Assert.True(await office.CallAsync(new Supervisor.StopChild("ann")));
        Assert.True(await office.CallAsync(new Supervisor.DeleteChild("ann")));
        var last = annsStarts;
        await office.CallAsync(new Supervisor.WhichChildren());
        Assert.Equal(last, annsStarts);
    }

    [Fact]
    public async Task Ends_in_the_middle_of_tries()
    {
        var office = await StartAndTryInVain();
        var (end, bob) = (EndOf(office.Pid), EndOf(Node.Registry.Find("bob")));

        office.Pid.Exit(ExitReason.Shutdown);

        Assert.Equal(ExitReason.Shutdown, await end);
        Assert.Equal(ExitReason.Shutdown, await bob);
    }

    [Theory]
    [InlineData(Restart.Permanent, "normal", true)]
    [InlineData(Restart.Permanent, "shutdown", true)]
    [InlineData(Restart.Permanent, "killed", true)]
    [InlineData(Restart.Transient, "normal", false)]
    [InlineData(Restart.Transient, "shutdown", false)]
    [InlineData(Restart.Transient, "killed", true)]
    [InlineData(Restart.Temporary, "normal", false)]
    [InlineData(Restart.Temporary, "shutdown", false)]
    [InlineData(Restart.Temporary, "killed", false)]
    public async Task Starts_a_child_again_by_its_kind_and_the_reason(Restart restart, string reason, bool isStartedAgain)
    {
        var office = Start(Spec("ann") with { Restart = restart });
        await office.CallAsync(new Supervisor.WhichChildren());
        var ann = Node.Registry.Find("ann");

        if (reason == "normal")
            ann.Send(new Clerk.Leave());
        else
            ann.Exit(reason == "killed" ? ExitReason.Killed : ExitReason.Shutdown);

        await EndOf(ann);
        var children = await office.CallAsync(new Supervisor.WhichChildren());
        Assert.Equal(isStartedAgain, children.Any(child => child.Pid.IsAlive));
        Assert.Equal(restart == Restart.Temporary ? 0 : 1, children.Count);
    }

    [Fact]
    public async Task Starts_and_ends_a_child_made_of_one_method()
    {
        var (starts, me) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        ChildSpec spec = new("ann", async () =>
        {
            if (++starts == 2)
                me.SetResult();

            _ = await Self.ReceiveAsync<string>();
        });
        var office = Start(spec);
        await office.CallAsync(new Supervisor.WhichChildren());

        Node.Registry.Find("ann").Send("leave");
        await me.Task.WaitAsync(Patience);
        Assert.True(await office.CallAsync(new Supervisor.StopChild("ann")));

        Assert.Equal(default, Node.Registry.Find("ann"));
    }
}
