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
}
