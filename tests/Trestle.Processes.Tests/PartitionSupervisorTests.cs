namespace Trestle.Processes.Tests;

public class PartitionSupervisorTests : World
{
    sealed class Counter(int partition) : GenServer
    {
        public record Where : ICall<int>;

        public record Crash : ICast;

        int Handle(Where _) => partition;

        void Handle(Crash _) => throw new InvalidOperationException("boom");
    }

    async Task<Ref<Supervisor>> Start(int partitions = 4)
    {
        var top = Node.Spawn(new Supervisor(
            [PartitionSupervisor.Spec("counters", partition => new Counter(partition), partitions)]));
        await top.CallAsync(new Supervisor.WhichChildren());

        return new(Node.Registry, "counters");
    }

    Ref<Counter> Route(object key) => PartitionSupervisor.Route<Counter>(Node.Registry, "counters", key);

    [Fact]
    public async Task Spreads_the_keys_and_gives_equal_ones_the_same_server()
    {
        await Start();
        var used = new HashSet<int>();

        for (var user = 0; user < 100; user++)
        {
            var partition = await Route($"user {user}").CallAsync(new Counter.Where());

            Assert.Equal(partition, await Route(string.Concat("user ", $"{user}")).CallAsync(new Counter.Where()));
            used.Add(partition);
        }

        Assert.Equal([0, 1, 2, 3], used.Order());
    }

    [Fact]
    public async Task Starts_only_the_partition_again_that_crashed()
    {
        var counters = await Start();
        var before = await counters.CallAsync(new Supervisor.WhichChildren());

        Route(2).Cast(new Counter.Crash());
        await Until(() => Route(2).Pid is { IsAlive: true } pid && pid != before[2].Pid);

        var after = await counters.CallAsync(new Supervisor.WhichChildren());
        Assert.Equal([true, true, false, true], before.Zip(after, (old, now) => old.Pid == now.Pid));
        Assert.Equal(["counters 0", "counters 1", "counters 2", "counters 3"], after.Select(child => child.Id));
        Assert.Equal(2, await Route(2).CallAsync(new Counter.Where()));
    }

    [Fact]
    public async Task Comes_back_whole_when_it_is_killed()
    {
        var counters = await Start();
        var first = counters.Pid;

        first.Exit(ExitReason.Killed);
        await Until(() => counters.Pid is { IsAlive: true } pid && pid != first);
        await counters.CallAsync(new Supervisor.WhichChildren());

        Assert.Equal(1, await Route(1).CallAsync(new Counter.Where()));
    }

    [Fact]
    public async Task Makes_many_supervisors_of_one_that_starts_too_much()
    {
        var top = Node.Spawn(new Supervisor([PartitionSupervisor.Spec("rooms", _ => new DynamicSupervisor(), 2)]));
        await top.CallAsync(new Supervisor.WhichChildren());

        for (var room = 0; room < 4; room++)
        {
            ChildSpec spec = new($"room {room}", () => new Counter(room));
            await PartitionSupervisor.Route<DynamicSupervisor>(Node.Registry, "rooms", room)
                .CallAsync(new Supervisor.StartChild(spec));
        }

        var first = await PartitionSupervisor.Route<DynamicSupervisor>(Node.Registry, "rooms", 0)
            .CallAsync(new Supervisor.WhichChildren());
        Assert.Equal(["room 0", "room 2"], first.Select(child => child.Id).Order());
    }

    [Fact]
    public void Says_how_to_start_it_when_it_does_not_run() => Assert.Equal(
        "No PartitionSupervisor called counters is running. Put PartitionSupervisor.Spec(\"counters\", ...) into the tree.",
        Assert.Throws<InvalidOperationException>(() => Route(1)).Message);

    [Fact]
    public void Needs_one_partition() => Assert.Equal(
        "expected partitions to be at least 1, got: 0 (Parameter 'partitions')",
        Assert.Throws<ArgumentOutOfRangeException>(
            () => PartitionSupervisor.Spec("counters", partition => new Counter(partition), 0)).Message);
}
