namespace Trestle.Processes.Tests;

public class GenServerTests : World
{
    sealed class Counter(TaskCompletionSource? gate = null) : GenServer
    {
        public record Add(int Amount) : ICast;

        public record Total : ICall<int>;

        public record SlowTotal : ICall<int>;

        public record Fail : ICall<int>;

        public record Unknown : ICall<int>;

        public record Forget : ICast;

        int total;

        public ExitReason? Ended { get; private set; }

        protected internal override Task Terminate(ExitReason reason)
        {
            Ended = reason;
            return Task.CompletedTask;
        }

        void Handle(Add add) => total += add.Amount;

        int Handle(Total _) => total;

        async Task<int> Handle(SlowTotal _)
        {
            await gate!.Task;
            return total;
        }

        int Handle(Fail _) => throw new InvalidOperationException("boom");
    }

    sealed class WrongReply : GenServer
    {
        public record Ask : ICall<int>;

        string Handle(Ask _) => "seven";
    }

    [Fact]
    public async Task Handles_casts_and_calls_in_order()
    {
        var counter = Node.Spawn(new Counter());

        counter.Cast(new Counter.Add(2));
        counter.Cast(new Counter.Add(3));

        Assert.Equal(5, await counter.CallAsync(new Counter.Total()));
    }

    [Fact]
    public async Task Takes_the_next_message_only_when_the_last_is_handled()
    {
        var gate = new TaskCompletionSource();
        var counter = Node.Spawn(new Counter(gate));

        var slow = counter.CallAsync(new Counter.SlowTotal());
        counter.Cast(new Counter.Add(1));
        gate.SetResult();

        Assert.Equal(0, await slow.AsTask().WaitAsync(Patience));
        Assert.Equal(1, await counter.CallAsync(new Counter.Total()));
    }

    [Fact]
    public async Task A_caller_is_told_when_the_server_crashes_on_the_call()
    {
        var server = new Counter();
        var counter = Node.Spawn(server, "counter");

        var exception = await Assert.ThrowsAsync<ProcessDownException>(async () => await counter.CallAsync(new Counter.Fail()));

        Assert.Equal("counter did not answer Fail: crashed: InvalidOperationException: boom.", exception.Message);
        Assert.IsType<InvalidOperationException>(exception.InnerException);
        Assert.Equal("crashed: InvalidOperationException: boom", server.Ended!.ToString());
    }

    [Fact]
    public async Task A_caller_is_told_when_the_server_is_killed_while_it_waits()
    {
        var counter = Node.Spawn(new Counter(new()), "counter");
        var slow = counter.CallAsync(new Counter.SlowTotal());
        var queued = counter.CallAsync(new Counter.Total());

        counter.Pid.Exit(ExitReason.Killed);

        Assert.Equal(
            "counter did not answer SlowTotal: killed.",
            (await Assert.ThrowsAsync<ProcessDownException>(() => slow.AsTask().WaitAsync(Patience))).Message);
        Assert.Equal(
            "counter did not answer Total: killed.",
            (await Assert.ThrowsAsync<ProcessDownException>(() => queued.AsTask().WaitAsync(Patience))).Message);
    }

    [Fact]
    public async Task A_call_to_an_ended_server_fails_at_once()
    {
        var counter = Node.Spawn(new Counter(), "counter");
        counter.Pid.Exit(ExitReason.Killed);

        var exception = await Assert.ThrowsAsync<ProcessDownException>(async () => await counter.CallAsync(new Counter.Total()));

        Assert.Equal("counter did not answer Total: killed.", exception.Message);
    }

    [Fact]
    public async Task A_call_is_given_up_after_its_timeout()
    {
        var counter = Node.Spawn(new Counter(new()), "counter");
        var slow = counter.CallAsync(new Counter.SlowTotal(), TimeSpan.FromSeconds(2));

        Time.Advance(TimeSpan.FromSeconds(2));

        var exception = await Assert.ThrowsAsync<CallTimeoutException>(() => slow.AsTask().WaitAsync(Patience));
        Assert.Equal(
            """
            counter did not answer SlowTotal within 2000 ms.

            Look at what it is doing, or give the call longer: CallAsync(message, timeout: ...).
            """,
            exception.Message);
    }

    [Fact]
    public async Task A_call_without_a_handler_crashes_the_server_and_says_what_to_add()
    {
        var counter = Node.Spawn(new Counter(), "counter");

        var exception = await Assert.ThrowsAsync<ProcessDownException>(async () => await counter.CallAsync(new Counter.Unknown()));

        Assert.Equal(
            """
            Counter received Unknown, but has no handler for it.

            Add one to Counter:

                int Handle(Unknown message) => ...
            """,
            exception.InnerException!.Message);
    }

    [Fact]
    public async Task A_message_nobody_asked_for_is_logged_and_dropped()
    {
        var counter = Node.Spawn(new Counter(), "counter");

        counter.Pid.Send("hello");

        Assert.Equal(0, await counter.CallAsync(new Counter.Total()));
        Assert.Equal(["counter received String, but has no handler for it; the message is dropped."], Log.Lines);
    }

    [Fact]
    public void A_handler_that_returns_the_wrong_type_is_named_at_the_start()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Node.Spawn(new WrongReply()));

        Assert.Equal(
            """
            WrongReply.Handle(Ask) returns string, but the call wants int.

            Change it to:

                int Handle(Ask message) => ...
            """,
            exception.Message);
    }

    [Fact]
    public async Task Many_callers_are_all_answered()
    {
        var counter = Node.Spawn(new Counter());

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => InProcess(async () =>
        {
            for (var call = 0; call < 500; call++)
            {
                counter.Cast(new Counter.Add(1));
                await counter.CallAsync(new Counter.Total());
            }
        })));

        Assert.Equal(8000, await counter.CallAsync(new Counter.Total()));
    }

    [Fact]
    public async Task Each_message_has_a_scope_that_lasts_as_long_as_its_handling()
    {
        var gate = new TaskCompletionSource();
        var open = 0;
        using var node = new Node(new() { MessageScope = () => new Scope(() => open++, () => open--) });
        var counter = node.Spawn(new Counter(gate));
        var slow = counter.CallAsync(new Counter.SlowTotal());

        await Until(() => Volatile.Read(ref open) == 1);
        gate.SetResult();
        await slow.AsTask().WaitAsync(Patience);

        // The answer may be there before the scope is left.
        await Until(() => Volatile.Read(ref open) == 0);
    }

    sealed class Scope : IAsyncDisposable
    {
        readonly Action leave;

        public Scope(Action enter, Action leave)
        {
            this.leave = leave;
            enter();
        }

        public ValueTask DisposeAsync()
        {
            leave();
            return default;
        }
    }

    sealed class ValueTaskServer : GenServer
    {
        public sealed record Wait(Task Until) : ICast;

        public sealed record Ask : ICall<int>;

        int waits;

        async ValueTask Handle(Wait wait)
        {
            await wait.Until;
            waits++;
        }

        async ValueTask<int> Handle(Ask _)
        {
            await Task.Yield();
            return waits;
        }
    }

    [Fact]
    public async Task Awaits_handlers_that_return_value_tasks()
    {
        var gate = new TaskCompletionSource();
        var server = Node.Spawn(new ValueTaskServer());

        server.Cast(new ValueTaskServer.Wait(gate.Task));
        var asked = server.CallAsync(new ValueTaskServer.Ask()).AsTask();
        gate.SetResult();

        Assert.Equal(1, await asked.WaitAsync(Patience));
    }
}
