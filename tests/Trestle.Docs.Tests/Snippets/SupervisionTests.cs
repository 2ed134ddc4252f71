using Trestle.Processes.Tests;

namespace Trestle.Docs.Tests.Snippets;

public sealed class SupervisionTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly KeptLog log = new();
    readonly Node node;

    public SupervisionTests() => node = new(new() { Logging = log });

    public void Dispose() => node.Dispose();

    [Fact]
    public async Task Restarts_what_a_bug_has_ended()
    {
        // snippet: supervision-restart
        var desk = node.Spawn(new Supervisor([new("Ratings", () => new Ratings())]), "Desk");
        var children = await desk.CallAsync(new Supervisor.WhichChildren()); // answered once all have started

        var ratings = new Ref<Ratings>(node.Registry, "Ratings");
        // end snippet

        Assert.Equal("Ratings", children.Single().Id);

        // snippet: supervision-crash
        try
        {
            await ratings.CallAsync(new Ratings.GetAverage());
        }
        catch (ProcessDownException down)
        {
            Tell(down.Message);
        }
        // end snippet

        await Started(ratings);

        // snippet: supervision-after
        ratings.Cast(new Ratings.Rate(Stars: 4));
        var average = await ratings.CallAsync(new Ratings.GetAverage()); // 4: a fresh server answers
        // end snippet

        Assert.Equal(["Ratings did not answer GetAverage: crashed: DivideByZeroException: Attempted to divide by zero."], told);
        Assert.Equal(4, average);
        Assert.Equal(["Ratings crashed. Last message: GetAverage. Restarts: 0."], log.Lines);
    }

    [Fact]
    public async Task Gives_up_when_restarts_do_not_help()
    {
        var desk = node.Spawn(new Supervisor([new("Ratings", () => new Ratings())], new RestartIntensity(0, TimeSpan.FromSeconds(5))), "Desk");
        var ratings = new Ref<Ratings>(node.Registry, "Ratings");
        await Started(ratings);

        await Assert.ThrowsAsync<ProcessDownException>(async () => await ratings.CallAsync(new Ratings.GetAverage()));
        await Until(() => !desk.Pid.IsAlive);

        Assert.Equal("Desk gives up: Ratings ended more than 0 times within 5 s.", log.Lines[^1]);
    }

    [Fact]
    public async Task Restarts_those_that_build_on_it()
    {
        // snippet: supervision-tree
        var desk = new Supervisor(
        [
            new("Ratings", () => new Ratings()),
            new("Index", () => new WordIndex(() => [])),
            new("Guests", () => new DynamicSupervisor(maxChildren: 1_000)),
            new("Tasks", () => new TaskSupervisor()),
        ],
        new RestartIntensity(MaxRestarts: 5, Window: TimeSpan.FromSeconds(10)),
        Strategy.RestForOne);

        node.Spawn(desk, "Desk");
        // end snippet

        await Until(() => node.Registry.Find("Tasks").IsAlive);
        var (ratings, index) = (node.Registry.Find("Ratings"), node.Registry.Find("Index"));
        await new Ref<WordIndex>(node.Registry, "Index").CallAsync(new WordIndex.Find("trestle"));
        index.Exit(ExitReason.Killed);
        await Until(() => node.Registry.Find("Index") is { IsAlive: true } && node.Registry.Find("Index") != index);

        Assert.Equal(ratings, node.Registry.Find("Ratings"));
    }

    [Fact]
    public async Task Shares_the_keys_among_partitions()
    {
        // snippet: supervision-partitions
        var desk = node.Spawn(new Supervisor([PartitionSupervisor.Spec("Ratings", index => new Ratings(), partitions: 4)]), "Desk");
        // end snippet

        await desk.CallAsync(new Supervisor.WhichChildren()); // answered once all have started

        // snippet: supervision-route
        var ratings = PartitionSupervisor.Route<Ratings>(node.Registry, "Ratings", key: "Emma");
        ratings.Cast(new Ratings.Rate(Stars: 5));
        // end snippet

        Assert.Equal(5, await ratings.CallAsync(new Ratings.GetAverage()));
    }

    [Fact]
    public async Task Works_on_many_things_at_once()
    {
        var tasks = new TaskSupervisor();
        node.Spawn(tasks, "Tasks");

        // snippet: supervision-stream
        List<int> lengths = [];

        await foreach (var length in tasks.StreamAsync(["Emma", "Persuasion", ""], MeasureAsync, maxConcurrency: 2))
        {
            try
            {
                lengths.Add(await length);
            }
            catch (InvalidOperationException)
            {
                lengths.Add(-1); // one failed, the others did not
            }
        }
        // end snippet

        Assert.Equal([4, 10, -1], lengths);

        static async Task<int> MeasureAsync(string title)
        {
            await Task.Yield();

            return title.Length > 0 ? title.Length : throw new InvalidOperationException("no title");
        }
    }

    [Fact]
    public async Task Starts_a_child_for_each_guest()
    {
        // snippet: supervision-dynamic
        var guests = node.Spawn(new DynamicSupervisor(), "Guests");

        var started = await guests.CallAsync(new Supervisor.StartChild(
            new("Ann", () => new Ratings()) { Restart = Restart.Temporary }));

        var children = await guests.CallAsync(new Supervisor.WhichChildren());
        await guests.CallAsync(new Supervisor.StopChild(started.Pid));
        // end snippet

        Assert.Null(started.Failure);
        Assert.Equal(["Ann"], children.Select(child => child.Id));
        Assert.False(started.Pid.IsAlive);
    }

    [Fact]
    public async Task Two_children_of_a_dynamic_supervisor_cannot_be_registered_under_one_id()
    {
        var guests = node.Spawn(new DynamicSupervisor(), "Guests");
        var guest = new ChildSpec("Guest", () => new Ratings());

        var first = await guests.CallAsync(new Supervisor.StartChild(guest));
        var second = await guests.CallAsync(new Supervisor.StartChild(guest));
        var third = await guests.CallAsync(new Supervisor.StartChild(guest with { IsRegistered = false }));

        Assert.Null(first.Failure);
        Assert.Contains("cannot be registered as Guest", second.Failure!.Message, StringComparison.Ordinal);
        Assert.True(third.Pid.IsAlive);
    }

    readonly List<string> told = [];

    void Tell(string line) => told.Add(line);

    // By its answer: a server that ends before its Init is done is a failed start.
    static async Task Started(Ref<Ratings> ratings)
    {
        await Until(() => ratings.Pid.IsAlive);
        await Sys.GetStateAsync(ratings.Pid);
    }

    static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);

        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
