using System.Collections.Concurrent;
using System.Diagnostics;

namespace Trestle.Processes.Tests;

public sealed class SpanTests : World
{
    readonly ConcurrentQueue<Activity> ended = new();
    readonly ActivityListener listener;

    public SpanTests()
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name is "Trestle.Processes" or nameof(SpanTests),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    protected override void Dispose(bool isDisposing)
    {
        listener.Dispose();
        base.Dispose(isDisposing);
    }

    sealed class Till(Ref<Drawer> drawer) : GenServer
    {
        public record Add(int Sum) : ICall<int>;

        public record AddLater(int Sum) : ICast;

        public record Close : ICall<bool>;

        public record Leave : ICall<bool>;

        public record Tip(int Sum);

        int sum;

        int Handle(Add add) => sum += add.Sum;

        Task Handle(AddLater add)
        {
            drawer.Cast(new Drawer.Open(add.Sum));
            return Task.CompletedTask;
        }

        void Handle(Tip tip) => sum += tip.Sum;

        bool Handle(Close _) => throw new InvalidOperationException("stuck");

        bool Handle(Leave _)
        {
            Self.Exit(ExitReason.Normal);
            return true;
        }
    }

    sealed class Drawer : GenServer
    {
        public record Open(int Sum) : ICast;

        void Handle(Open _) { }
    }

    Ref<Till> Start() => Node.Spawn(new Till(Node.Spawn(new Drawer(), "drawer")), "till");

    async Task<Activity> Ended(string name, ActivityKind kind)
    {
        await Until(() => ended.Any(IsIt));
        return ended.Single(IsIt);

        bool IsIt(Activity span) => (span.DisplayName, span.Kind) == (name, kind);
    }

    static Dictionary<string, object?> TagsOf(Activity span) => span.TagObjects.ToDictionary();

    [Fact]
    public async Task A_call_is_a_span_and_its_handler_another_below_it()
    {
        var till = Start();

        Assert.Equal(5, await till.CallAsync(new Till.Add(5)));

        var (call, handler) = (await Ended("Till/Add", ActivityKind.Client), await Ended("Till/Add", ActivityKind.Server));
        Assert.Equal((call.TraceId, call.SpanId), (handler.TraceId, handler.ParentSpanId));
        Assert.Equal(new() { ["rpc.system.name"] = "trestle", ["rpc.method"] = "Till/Add" }, TagsOf(call));
        Assert.Equal(
            new()
            {
                ["rpc.system.name"] = "trestle",
                ["rpc.method"] = "Till/Add",
                ["trestle.node.name"] = "node",
                ["trestle.process.name"] = "till",
            },
            TagsOf(handler));
        Assert.Equal((ActivityStatusCode.Unset, ActivityStatusCode.Unset), (call.Status, handler.Status));
    }

    [Fact]
    public async Task A_call_is_below_the_span_it_is_made_in_from_inside_of_a_process_too()
    {
        using var source = new ActivitySource(nameof(SpanTests));
        var till = Start();

        await InProcess(async () =>
        {
            using var order = source.StartActivity("order");
            await till.CallAsync(new Till.Add(1));

            Assert.Same(order, Activity.Current);
        });

        Assert.Equal((await Ended("order", ActivityKind.Internal)).SpanId, (await Ended("Till/Add", ActivityKind.Client)).ParentSpanId);
    }

    [Fact]
    public async Task A_handler_that_fails_says_why_and_so_does_the_call()
    {
        var till = Start();

        await Assert.ThrowsAsync<ProcessDownException>(() => till.CallAsync(new Till.Close()).AsTask().WaitAsync(Patience));

        var (call, handler) = (await Ended("Till/Close", ActivityKind.Client), await Ended("Till/Close", ActivityKind.Server));
        Assert.Equal((ActivityStatusCode.Error, "stuck"), (handler.Status, handler.StatusDescription));
        Assert.Equal("System.InvalidOperationException", TagsOf(handler)["error.type"]);
        Assert.Equal(
            (ActivityStatusCode.Error, "till did not answer Close: crashed: InvalidOperationException: stuck."),
            (call.Status, call.StatusDescription));
        Assert.Equal("Trestle.ProcessDownException", TagsOf(call)["error.type"]);
    }

    [Fact]
    public async Task To_end_as_one_wants_to_is_no_failure_of_the_handler()
    {
        var till = Start();

        await Assert.ThrowsAsync<ProcessDownException>(() => till.CallAsync(new Till.Leave()).AsTask().WaitAsync(Patience));

        Assert.Equal(ActivityStatusCode.Unset, (await Ended("Till/Leave", ActivityKind.Server)).Status);
    }

    [Fact]
    public async Task A_cast_is_taken_below_the_handler_that_sent_it_and_by_itself_when_nobody_did()
    {
        var till = Start();

        till.Cast(new Till.AddLater(3));

        var (handler, drawer) = (await Ended("Till/AddLater", ActivityKind.Server), await Ended("Drawer/Open", ActivityKind.Server));
        Assert.Null(handler.Parent);
        Assert.Equal(default, handler.ParentSpanId);
        Assert.Equal((handler.TraceId, handler.SpanId), (drawer.TraceId, drawer.ParentSpanId));
    }

    [Fact]
    public async Task Other_messages_have_no_span()
    {
        var till = Start();

        till.Pid.Send(new Till.Tip(1));
        Assert.Equal(1, await till.CallAsync(new Till.Add(0)));

        await Ended("Till/Add", ActivityKind.Server);
        Assert.DoesNotContain(ended, span => span.DisplayName == "Till/Tip");
    }

    [Fact]
    public void A_full_mailbox_drops_a_cast_from_within_a_span_once()
    {
        using var source = new ActivitySource(nameof(SpanTests));
        using var gate = new ManualResetEventSlim();
        using var order = source.StartActivity("order");
        var drawer = Node.Spawn(new Busy(gate), new SpawnOptions { MailboxLimit = 1, Overflow = Overflow.Drop });

        for (var cast = 0; cast < 4; cast++)
            drawer.Cast(new Drawer.Open(cast));

        Assert.InRange(Node.Counts.Dropped, 2, 3); // one may be in its hands already
        gate.Set();
    }

    sealed class Busy(ManualResetEventSlim gate) : GenServer
    {
        void Handle(Drawer.Open _) => gate.Wait(Patience);
    }
}
