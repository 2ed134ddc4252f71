namespace Trestle;

/// <summary>
/// A node that a test steps through: its processes run on the test's own thread, one message at a time, in an order drawn
/// from a seed, and its clock moves when told. The same seed gives the same run.
/// </summary>
public sealed class TestNode : IDisposable
{
    const int MostTurns = 1_000_000;

    readonly VirtualTime time = new();
    readonly SeededScheduler scheduler;

    TestNode(int seed, NodeOptions? options)
    {
        Seed = seed;
        scheduler = new(seed);
        Node = new((options ?? new()) with { Workers = 1, Time = time, Scheduler = scheduler });
    }

    /// <summary>A node whose turns are drawn from the seed. The options' workers and clock are not used.</summary>
    public static TestNode Seeded(int seed, NodeOptions? options = null) => new(seed, options);

    /// <summary>
    /// Runs the test once for each of so many seeds, on a node of its own, and throws <see cref="ScheduleException"/> with
    /// the seed and what happened for the first that fails.
    /// </summary>
    public static void Explore(int seeds, Action<TestNode> test, int firstSeed = 1)
    {
        ArgumentNullException.ThrowIfNull(test);

        for (var seed = firstSeed; seed < firstSeed + seeds; seed++)
        {
            using var node = Seeded(seed);

            try
            {
                test(node);
                node.RunUntilIdle();
            }
            catch (Exception exception)
            {
                throw new ScheduleException(seed, node.Trace, exception);
            }
        }
    }

    public int Seed { get; }

    public Node Node { get; }

    /// <summary>The node's clock, for code that is given one.</summary>
    public TimeProvider Time => time;

    /// <summary>A line for each turn so far: who took what.</summary>
    public IReadOnlyList<string> Trace => scheduler.Trace;

    /// <summary>One turn of one process. False when none has anything to do.</summary>
    public bool RunOne() => scheduler.RunOne();

    /// <summary>Runs until no process has anything to do without the clock being moved.</summary>
    public void RunUntilIdle()
    {
        for (var turns = 0; RunOne(); turns++)
        {
            if (turns == MostTurns)
                throw new InvalidOperationException(
                    $"""
                    The node did not come to rest within {MostTurns:#,0} turns. The last were:

                        {string.Join("\n    ", Trace.TakeLast(5))}

                    Run a number of turns with RunOne() where processes never rest.
                    """);
        }
    }

    /// <summary>Moves the clock, from one timer to the next, and runs until idle after each.</summary>
    public void Advance(TimeSpan by)
    {
        var until = time.GetTimestamp() + by.Ticks;
        RunUntilIdle();

        while (time.RingNext(until))
            RunUntilIdle();

        RunUntilIdle();
    }

    public void Dispose() => Node.Dispose();
}
