using System.Diagnostics.Metrics;

namespace Trestle.Processes.Tests;

public sealed class MeterTests : IMeterFactory
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly Meter meter = new("Trestle.Processes");
    readonly Node node;
    readonly List<object?> nodes = [];

    public MeterTests() => node = new(new() { Workers = 2, Meters = this, Name = "till" });

    Meter IMeterFactory.Create(MeterOptions options)
    {
        Assert.Equal(meter.Name, options.Name);

        return meter;
    }

    public void Dispose()
    {
        node.Dispose();
        meter.Dispose();
    }

    sealed record Crash : ICast;

    sealed record Answer : ICall<int>;

    sealed class Fragile : GenServer
    {
        void Handle(Crash crash) => throw new InvalidOperationException($"{crash}");

        // Keeps the caller waiting.
        void Handle(Answer answer, ReplyTo<int> caller) { }
    }

    [Fact]
    public async Task Counts_a_crash_and_the_restart_after_it()
    {
        node.Spawn(new Supervisor([new ChildSpec("fragile", () => new Fragile())]));
        await Until(() => node.ProcessCount == 2);
        var first = Child();
        first.Send(new Crash());

        await Until(() => Read()["trestle.process.restarts"] == 1 && Child() is { Id: not 0 } again && again != first);
        var read = Read();

        Assert.Equal((2, 3), (read["trestle.process.count"], read["trestle.process.spawned"]));
        Assert.Equal((1, 0, 0), (read["trestle.process.ended crashed"], read["trestle.process.ended normal"], read["trestle.process.ended killed"]));
    }

    [Fact]
    public async Task Counts_ends_by_reason()
    {
        var kill = node.Spawn(() => Self.ReceiveAsync<string>().AsTask());
        var stop = node.Spawn(() => Self.ReceiveAsync<string>().AsTask());
        node.Spawn(() => Task.CompletedTask);
        kill.Exit(ExitReason.Killed);
        stop.Exit(ExitReason.Shutdown);

        await Until(() => Read() is var read && read["trestle.process.ended normal"] == 1
            && read["trestle.process.ended killed"] == 1 && read["trestle.process.ended shutdown"] == 1);
        Assert.Equal((0, 3), (Read()["trestle.process.count"], Read()["trestle.process.spawned"]));
    }

    [Fact]
    public async Task Counts_calls_that_time_out_and_messages_that_are_dropped()
    {
        var fragile = node.Spawn(new Fragile());
        await Assert.ThrowsAsync<CallTimeoutException>(
            () => fragile.CallAsync(new Answer(), TimeSpan.FromMilliseconds(1)).AsTask().WaitAsync(Patience));

        var full = node.Spawn(
            () => Self.ReceiveAsync<int>().AsTask(), new SpawnOptions { MailboxLimit = 1, Overflow = Overflow.Drop });
        full.Send("kept");
        full.Send("dropped");
        full.Send("dropped");

        Assert.Equal((1, 2), (Read()["trestle.call.timeouts"], Read()["trestle.mailbox.dropped"]));
    }

    [Fact]
    public async Task Reads_the_threads_and_timers()
    {
        using var gate = new ManualResetEventSlim();
        node.Spawn(async () =>
        {
            Self.SendAfter(TimeSpan.FromHours(1), "late");
            await Blocking.Run(gate.Wait);
        });

        await Until(() => Read() is var read && read["trestle.timer.count"] == 1 && read["trestle.blocking.threads"] == 1);
        Assert.Equal(2, Read()["trestle.scheduler.workers"]);
        await Until(() => Read() is var read && read["trestle.scheduler.queue.length"] == 0
            && read["trestle.blocking.waiting"] == 0 && read["trestle.scheduler.stuck"] == 0);
        gate.Set();
    }

    [Fact]
    public void Says_which_node_it_tells_of()
    {
        Assert.NotEmpty(Read());
        Assert.All(nodes, name => Assert.Equal("till", name));
    }

    [Fact]
    public void Goes_on_with_what_it_has_counted_by_the_meter_of_another_factory()
    {
        node.Spawn(() => Task.CompletedTask);
        using var other = new OtherFactory();

        node.MeasureBy(other);

        Assert.Empty(Read());
        Assert.Equal(1, Read(other.Meter)["trestle.process.spawned"]);
    }

    sealed class OtherFactory : IMeterFactory
    {
        public Meter Meter { get; } = new("Trestle.Processes");

        public Meter Create(MeterOptions options) => Meter;

        public void Dispose() => Meter.Dispose();
    }

    Pid Child() => node.Snapshot().FirstOrDefault(info => info.Kind == nameof(Fragile))?.Pid ?? default;

    Dictionary<string, long> Read() => Read(meter);

    Dictionary<string, long> Read(Meter meter)
    {
        var read = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var own = tags.ToArray().ToDictionary();
            nodes.Add(own.GetValueOrDefault("trestle.node.name"));
            read[own.TryGetValue("reason", out var reason) ? $"{instrument.Name} {reason}" : instrument.Name] = value;
        });
        listener.Start();
        listener.RecordObservableInstruments();

        return read;
    }

    static async Task Until(Func<bool> condition)
    {
        for (var start = TimeProvider.System.GetTimestamp(); !condition(); await Task.Yield())
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "The condition did not come to hold.");
    }
}
