namespace Trestle.Processes.Tests;

/// <summary>What OTP's gen_statem suite checks beyond ours; docs/internals/otp.md has the list.</summary>
public sealed class StateMachineSuiteTests : IDisposable
{
    readonly TestNode node = TestNode.Seeded(1);
    readonly List<string> log = [];

    public void Dispose() => node.Dispose();

    enum Phase
    {
        First,
        Second,
        Broken,
    }

    sealed class Machine(List<string> log, Phase first) : StateMachine<Phase>(first)
    {
        public record Do(Action<Machine> Act) : ICast;

        public record Leave : ICall<string>;

        public void Go(Phase phase) => Next(phase);

        public void RaiseNow(string text) => Raise(text);

        public void AfterState(int seconds, string text) => StateTimeout(TimeSpan.FromSeconds(seconds), text);

        public void AfterEvent(int seconds, string text) => EventTimeout(TimeSpan.FromSeconds(seconds), text);

        public void After(string name, int seconds, string text) => SetTimeout(name, TimeSpan.FromSeconds(seconds), text);

        void Handle(Do deed) => deed.Act(this);

        void Handle(Leave _, ReplyTo<string> caller)
        {
            caller.Reply("bye");
            Self.Exit(ExitReason.Normal);
        }

        void Handle(string text) => log.Add($"{State}: {text}");

        protected override Task Entered(Phase before) =>
            State == Phase.Broken ? throw new InvalidOperationException("boom") : Task.CompletedTask;

        protected internal override Task Terminate(ExitReason reason)
        {
            log.Add($"{State}: ends, {reason}");
            return Task.CompletedTask;
        }
    }

    Ref<Machine> Start(Phase first = Phase.First) => node.Node.Spawn(new Machine(log, first), "machine");

    Ref<Machine> StartAndDo(Action<Machine> act)
    {
        var machine = Start();
        machine.Cast(new Machine.Do(act));
        node.RunUntilIdle();

        return machine;
    }

    [Fact]
    public async Task Whoever_is_answered_before_the_machine_ends_has_the_answer()
    {
        var answer = TestProcess.Start(node).CallAsync(Start(), new Machine.Leave());

        Assert.Equal("bye", await answer);
        Assert.Equal(["First: ends, normal"], log);
    }

    [Fact]
    public void An_event_timeout_of_no_time_is_taken_back_by_what_was_raised()
    {
        StartAndDo(machine =>
        {
            machine.AfterEvent(0, "timeout");
            machine.RaiseNow("raised");
        });

        Assert.Equal(["First: raised"], log);
    }

    [Fact]
    public void A_timeout_takes_the_place_of_a_former_one_of_its_kind_or_name()
    {
        StartAndDo(machine =>
        {
            machine.AfterState(1, "state, former");
            machine.AfterState(2, "state");
            machine.After("a", 1, "a, former");
            machine.After("a", 3, "a");
            machine.After("b", 1, "b");
        });

        node.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["First: b", "First: state", "First: a"], log);
    }

    [Fact]
    public void A_named_timeout_outlives_the_state_and_a_state_timeout_does_not()
    {
        var machine = StartAndDo(machine =>
        {
            machine.AfterState(1, "state");
            machine.After("a", 1, "a");
        });
        machine.Cast(new Machine.Do(machine => machine.Go(Phase.Second)));

        node.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["Second: a"], log);
    }

    [Fact]
    public void A_state_that_fails_to_begin_ends_the_machine_in_it()
    {
        var machine = StartAndDo(machine => machine.Go(Phase.Broken));

        Assert.False(machine.Pid.IsAlive);
        Assert.Equal(["Broken: ends, crashed: InvalidOperationException: boom"], log);
    }

    [Fact]
    public void A_first_state_that_fails_to_begin_is_a_failed_start()
    {
        var machine = Start(Phase.Broken);
        node.RunUntilIdle();

        Assert.False(machine.Pid.IsAlive);
        Assert.Empty(log);
    }

    [Fact]
    public async Task A_machine_held_still_tells_its_state_and_takes_what_rang_meanwhile_when_it_goes_on()
    {
        var machine = StartAndDo(machine =>
        {
            machine.Go(Phase.Second);
            machine.After("bell", 1, "rings");
        });
        await Asked(Sys.SuspendAsync(machine.Pid));

        machine.Cast(new Machine.Do(machine => machine.RaiseNow("done")));
        node.Advance(TimeSpan.FromSeconds(2));
        var state = await Asked(Sys.GetStateAsync(machine.Pid));

        Assert.Empty(log);
        Assert.Contains(Phase.Second, state.Values);

        await Asked(Sys.ResumeAsync(machine.Pid));
        Assert.Equal(["Second: done", "Second: rings"], log);
    }

    [Fact]
    public async Task A_new_build_of_a_machine_goes_on_in_its_state_with_its_timeouts()
    {
        var machine = StartAndDo(machine =>
        {
            machine.Go(Phase.Second);
            machine.After("bell", 1, "rings");
        });

        await Asked(Sys.ChangeCodeAsync(machine.Pid, new Machine(log, Phase.First)));
        node.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["Second: rings"], log);
    }

    Task Asked(Task answer)
    {
        node.RunUntilIdle();
        return answer;
    }

    Task<T> Asked<T>(Task<T> answer)
    {
        node.RunUntilIdle();
        return answer;
    }

    sealed class Door : StateMachine<Phase>
    {
        public record Enter : ICall<string>;

        public record Open : ICast;

        readonly bool isThere;

        public Door(bool isThere)
            : base(Phase.First) => this.isThere = isThere;

        protected internal override Task Init()
        {
            if (!isThere)
                Ignore();

            return Task.CompletedTask;
        }

        string Handle(Enter _)
        {
            if (State == Phase.First)
                Postpone();

            return "in";
        }

        void Handle(Open _) => Next(Phase.Second);
    }

    [Fact]
    public async Task A_call_that_is_postponed_too_long_times_out_and_its_answer_goes_nowhere()
    {
        var door = node.Node.Spawn(new Door(isThere: true), "door");
        var test = TestProcess.Start(node);
        var early = test.CallAsync(door, new Door.Enter(), TimeSpan.FromSeconds(1));
        var late = test.CallAsync(door, new Door.Enter(), TimeSpan.FromSeconds(10));
        node.Advance(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAsync<CallTimeoutException>(() => early);
        door.Cast(new Door.Open());
        node.RunUntilIdle();

        Assert.Equal("in", await late);
        Assert.Empty(test.Messages);
        Assert.True(door.Pid.IsAlive);
    }

    [Fact]
    public async Task A_machine_may_ignore_its_start_and_then_enters_no_state()
    {
        var office = node.Node.Spawn(new Supervisor([new("door", () => new Door(isThere: false))]));

        var child = Assert.Single(await TestProcess.Start(node).CallAsync(office, new Supervisor.WhichChildren()));

        Assert.Equal(("door", default), (child.Id, child.Pid));
    }
}
