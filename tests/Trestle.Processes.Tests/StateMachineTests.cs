using CsCheck;

namespace Trestle.Processes.Tests;

public class StateMachineTests : World
{
    /// <summary>A door with a code lock: what the models of state machines in OTP's guide do, and then some.</summary>
    sealed class Door(string code) : StateMachine<Door.Phase>(new Locked(0))
    {
        public abstract record Phase;

        public sealed record Locked(int Tries) : Phase;

        public sealed record Open : Phase;

        public sealed record Alarmed : Phase;

        public record Push(string Code) : ICall<bool>;

        public record Pass(string Who) : ICall<string>;

        public record Slam : ICast;

        public record Reset : ICast;

        public record Look : ICall<string>;

        public record Knock(string Who) : ICast;

        public record Crash : ICast;

        record Close;

        record Calm;

        readonly List<string> log = [];

        protected override Task Entered(Phase before)
        {
            log.Add(ReferenceEquals(before, State) ? $"begins {Name(State)}" : $"{Name(before)} to {Name(State)}");

            if (State is Open)
                StateTimeout(TimeSpan.FromSeconds(10), new Close());
            else if (State is Alarmed)
                SetTimeout("calm", TimeSpan.FromMinutes(5), new Calm());

            return Task.CompletedTask;
        }

        static string Name(Phase phase) => phase.GetType().Name.ToLowerInvariant();

        bool Handle(Locked locked, Push push)
        {
            if (push.Code == code)
                Next(new Open());
            else if (locked.Tries == 2)
                Next(new Alarmed());
            else
                Next(locked with { Tries = locked.Tries + 1 });

            return State is Open;
        }

        bool Handle(Phase _, Push push) => State is Open;

        async Task<string> Handle(Open _, Pass pass)
        {
            await Task.Yield();
            log.Add($"{pass.Who} passes");

            return $"welcome {pass.Who}";
        }

        string Handle(Pass _)
        {
            Postpone();
            return "";
        }

        void Handle(Open _, Slam slam) => Next(new Locked(0));

        void Handle(Slam _) => Raise(new Knock("slam"));

        void Handle(Knock knock) => log.Add($"{knock.Who} knocks");

        void Handle(Open _, Close close) => Next(new Locked(0));

        void Handle(Calm _) => Next(new Locked(0));

        void Handle(Reset _) => log.Add(CancelTimeout("calm") ? "reset" : "nothing to reset");

        void Handle(Crash _) => throw new InvalidOperationException("boom");

        string Handle(Look _)
        {
            var seen = string.Join(", ", log);
            log.Clear();

            return seen;
        }
    }

    Ref<Door> Start() => Node.Spawn(new Door("1234"), "door");

    [Fact]
    public async Task Enters_its_first_state()
    {
        Assert.Equal("begins locked", await Start().CallAsync(new Door.Look()));
    }

    [Fact]
    public async Task Does_something_else_in_each_state()
    {
        var door = Start();

        Assert.False(await door.CallAsync(new Door.Push("0000")));
        Assert.True(await door.CallAsync(new Door.Push("1234")));
        Assert.True(await door.CallAsync(new Door.Push("0000")));
        Assert.Equal("welcome ann", await door.CallAsync(new Door.Pass("ann")));
        Assert.Equal("begins locked, locked to open, ann passes", await door.CallAsync(new Door.Look()));
    }

    [Fact]
    public async Task Keeps_to_a_state_whose_values_change()
    {
        var door = Start();

        for (var wrong = 0; wrong < 3; wrong++)
            Assert.False(await door.CallAsync(new Door.Push("0000")));

        Assert.Equal("begins locked, locked to alarmed", await door.CallAsync(new Door.Look()));
    }

    [Fact]
    public async Task Answers_a_postponed_call_in_the_next_state_and_in_order()
    {
        var door = Start();
        var (ann, bob) = (door.CallAsync(new Door.Pass("ann")), door.CallAsync(new Door.Pass("bob")));
        door.Cast(new Door.Knock("eve"));

        Assert.True(await door.CallAsync(new Door.Push("1234")));

        Assert.Equal("welcome ann", await ann);
        Assert.Equal("welcome bob", await bob);
        Assert.Equal(
            "begins locked, eve knocks, locked to open, ann passes, bob passes", await door.CallAsync(new Door.Look()));
    }

    [Fact]
    public async Task A_postponed_call_stays_so_through_a_state_that_does_not_take_it()
    {
        var door = Start();
        var ann = door.CallAsync(new Door.Pass("ann"), TimeSpan.FromHours(1));

        for (var wrong = 0; wrong < 3; wrong++)
            await door.CallAsync(new Door.Push("0000"));

        Time.Advance(TimeSpan.FromMinutes(5));
        Assert.True(await door.CallAsync(new Door.Push("1234")));
        Assert.Equal("welcome ann", await ann);
    }

    [Fact]
    public async Task A_state_timeout_ends_the_state()
    {
        var door = Start();
        await door.CallAsync(new Door.Push("1234"));

        Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("begins locked, locked to open, open to locked", await door.CallAsync(new Door.Look()));
    }

    [Fact]
    public async Task A_state_timeout_is_taken_back_when_the_state_changes()
    {
        var door = Start();
        await door.CallAsync(new Door.Push("1234"));
        Time.Advance(TimeSpan.FromSeconds(9));
        door.Cast(new Door.Slam());
        await door.CallAsync(new Door.Push("1234"));
        await door.CallAsync(new Door.Look());

        Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("", await door.CallAsync(new Door.Look()));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("open to locked", await door.CallAsync(new Door.Look()));
    }

    [Fact]
    public async Task A_named_timeout_can_be_taken_back()
    {
        var door = Start();

        for (var wrong = 0; wrong < 3; wrong++)
            await door.CallAsync(new Door.Push("0000"));

        door.Cast(new Door.Reset());
        door.Cast(new Door.Reset());
        Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(
            "begins locked, locked to alarmed, reset, nothing to reset", await door.CallAsync(new Door.Look()));
    }

    [Fact]
    public async Task A_raised_event_comes_before_what_waits()
    {
        var order = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var machine = Node.Spawn(new Steps(order));

        machine.Pid.Send("first");
        machine.Pid.Send("last");

        Assert.Equal("first, raised, raised too, at once, last", await order.Task.WaitAsync(Patience));
    }

    sealed class Steps(TaskCompletionSource<string> order) : StateMachine<int>(0)
    {
        readonly List<string> seen = [];

        async Task Handle(string text)
        {
            seen.Add(text);
            await Task.Yield();

            if (text == "first")
            {
                StateTimeout(TimeSpan.Zero, "at once");
                Raise("raised");
                Raise("raised too");
            }

            if (text == "last")
                order.SetResult(string.Join(", ", seen));
        }
    }

    [Fact]
    public async Task A_caller_whose_call_was_postponed_is_told_when_the_machine_crashes()
    {
        var door = Start();
        var ann = door.CallAsync(new Door.Pass("ann"));

        door.Cast(new Door.Crash());

        var exception = await Assert.ThrowsAsync<ProcessDownException>(async () => await ann);
        Assert.Equal("door did not answer Pass: crashed: InvalidOperationException: boom.", exception.Message);
    }

    [Fact]
    public async Task Starts_in_its_first_state_after_a_crash()
    {
        var supervisor = Node.Spawn(new Supervisor([new("door", () => new Door("1234"))]));
        await supervisor.CallAsync(new Supervisor.WhichChildren());
        var door = new Ref<Door>(Node.Registry, "door");
        var first = door.Pid;
        await door.CallAsync(new Door.Push("1234"));

        door.Cast(new Door.Crash());
        await Until(() => door.Pid is { IsAlive: true } pid && pid != first);

        Assert.Equal("begins locked", await door.CallAsync(new Door.Look()));
    }

    enum Light
    {
        Red,
        Green,
    }

    sealed class Crossing() : StateMachine<Light>(Light.Red)
    {
        public record Wait : ICall<Light>;

        public record Wave : ICast;

        public record Idle;

        readonly Queue<ReplyTo<Light>> waiting = new();

        void Handle(Light light, Wait wait, ReplyTo<Light> walker)
        {
            waiting.Enqueue(walker);
            EventTimeout(TimeSpan.FromSeconds(30), new Idle());
        }

        void Handle(Light light, Wave wave) => Next(light == Light.Red ? Light.Green : Light.Red);

        void Handle(Idle _) => Next(Light.Green);

        protected override Task Entered(Light before)
        {
            while (waiting.TryDequeue(out var walker))
                walker.Reply(State);

            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Replies_later_when_the_handler_keeps_the_caller()
    {
        var crossing = Node.Spawn(new Crossing());
        var walker = crossing.CallAsync(new Crossing.Wait());

        crossing.Cast(new Crossing.Wave());

        Assert.Equal(Light.Green, await walker);
    }

    [Fact]
    public async Task An_event_timeout_comes_when_nothing_else_does()
    {
        var crossing = Node.Spawn(new Crossing());
        var walker = crossing.CallAsync(new Crossing.Wait(), TimeSpan.FromHours(1));
        await Until(() => Node.Snapshot().Single() is { State: ProcessState.Waiting, MailboxLength: 0, Reductions: > 1 });

        Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(Light.Green, await walker);
    }

    [Fact]
    public async Task An_event_timeout_is_taken_back_by_any_event()
    {
        var crossing = Node.Spawn(new Crossing());
        var walker = crossing.CallAsync(new Crossing.Wait(), TimeSpan.FromHours(1)).AsTask();
        crossing.Cast(new Crossing.Wave());
        crossing.Cast(new Crossing.Wave());
        await walker;
        var other = crossing.CallAsync(new Crossing.Wait(), TimeSpan.FromHours(1)).AsTask();
        crossing.Pid.Send("hello");
        await Until(() => Log.Lines.Count == 1);

        Time.Advance(TimeSpan.FromSeconds(30));

        crossing.Cast(new Crossing.Wave());
        Assert.Equal(Light.Green, await other);
    }

    sealed class Restless() : StateMachine<Light>(Light.Red)
    {
        protected override Task Entered(Light before)
        {
            Next(Light.Green);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_state_is_not_left_while_it_is_entered()
    {
        var crash = Assert.IsType<ExitReason.Crashed>(await EndOf(Node.Spawn(new Restless(), "restless").Pid));

        Assert.Equal(
            "restless cannot go on to Green while it enters Red. Raise an event instead, and go on when it is handled.",
            crash.Exception.Message);
    }

    [Fact]
    public async Task An_unknown_call_is_refused_and_an_unknown_message_dropped()
    {
        var door = Start();
        door.Pid.Send("hello");

        await Assert.ThrowsAsync<ProcessDownException>(async () => await Node.Spawn(new Restful(), "r").CallAsync(new Unknown()));
        await door.CallAsync(new Door.Look());

        Assert.Contains("door received String, but has no handler for it; the message is dropped.", Log.Lines);
    }

    record Unknown : ICall<int>;

    sealed class Restful() : StateMachine<Light>(Light.Red);

    /// <summary>In state n takes multiples of n + 2, raises the half of even ones, and keeps all others; from 100 on a number names the next state.</summary>
    sealed class Sieve : StateMachine<int>
    {
        public record Taken : ICall<string>;

        readonly List<int> taken = [];

        public Sieve()
            : base(0)
        {
        }

        void Handle(int state, int number)
        {
            if (number >= 100)
                Next(number - 100);
            else if (number % (state + 2) != 0)
                Postpone();
            else
                Take(number);
        }

        void Take(int number)
        {
            taken.Add(number);

            if (number > 0 && number % 2 == 0)
                Raise(number / 2);
        }

        string Handle(Taken _) => string.Join(" ", taken);
    }

    static string TakenByModel(int[] numbers)
    {
        var (state, mailbox, postponed, taken) = (0, new LinkedList<int>(numbers), new List<int>(), new List<int>());

        while (mailbox.First is { Value: var number })
        {
            mailbox.RemoveFirst();

            if (number >= 100 && number - 100 != state)
            {
                state = number - 100;
                postponed.AsEnumerable().Reverse().ToList().ForEach(again => mailbox.AddFirst(again));
                postponed.Clear();
            }
            else if (number < 100 && number % (state + 2) != 0)
            {
                postponed.Add(number);
            }
            else if (number < 100)
            {
                taken.Add(number);

                if (number > 0 && number % 2 == 0)
                    mailbox.AddFirst(number / 2);
            }
        }

        return string.Join(" ", taken);
    }

    [Fact]
    public void Takes_raised_postponed_and_new_events_in_the_order_of_the_model() =>
        Gen.OneOf(Gen.Int[0, 40], Gen.Int[100, 103]).Array[0, 40].Sample(numbers =>
        {
            var sieve = Node.Spawn(new Sieve());

            foreach (var number in numbers)
                sieve.Pid.Send(number);

            return TakenByModel(numbers) == sieve.CallAsync(new Sieve.Taken()).AsTask().WaitAsync(Patience).GetAwaiter().GetResult();
        }, iter: 500);
}
