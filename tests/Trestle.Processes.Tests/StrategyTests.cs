using CsCheck;

namespace Trestle.Processes.Tests;

public class StrategyTests : World
{
    static readonly RestartIntensity Generous = new(1_000_000, TimeSpan.FromSeconds(5));

    readonly List<string> log = [];

    int failures;

    void Note(string line)
    {
        lock (log)
            log.Add(line);
    }

    string[] Noted()
    {
        lock (log)
            return [.. log];
    }

    sealed class Worker(StrategyTests test, string name) : GenServer
    {
        public record Crash : ICast;

        public record Leave : ICast;

        protected internal override Task Init()
        {
            if (test.failures > 0 && name == "b")
            {
                test.failures--;
                test.Note($"{name} fails");
                throw new InvalidOperationException($"{name} does not start");
            }

            test.Note($"{name} starts");

            return Task.CompletedTask;
        }

        protected internal override Task Terminate(ExitReason reason)
        {
            if (reason is not ExitReason.Crashed)
                test.Note($"{name} ends: {reason}");

            return Task.CompletedTask;
        }

        void Handle(Crash _) => throw new InvalidOperationException("boom");

        void Handle(Leave _) => Self.Exit(ExitReason.Normal);
    }

    ChildSpec Spec(string name) => new(name, () => new Worker(this, name));

    async Task<Ref<Supervisor>> Start(Strategy strategy, params ChildSpec[] children)
    {
        var supervisor = Node.Spawn(new Supervisor(children, Generous, strategy), "family");
        await supervisor.CallAsync(new Supervisor.WhichChildren());

        return supervisor;
    }

    async Task<string[]> After(string child, ICast message, int lines)
    {
        lock (log)
            log.Clear();

        new Ref<Worker>(Node.Registry, child).Cast(message);
        await Until(() => Noted().Length >= lines);

        return Noted();
    }

    [Fact]
    public async Task One_for_one_starts_only_the_failed_child_again()
    {
        await Start(Strategy.OneForOne, Spec("a"), Spec("b"), Spec("c"));

        Assert.Equal(["b starts"], await After("b", new Worker.Crash(), 1));
    }

    [Fact]
    public async Task One_for_all_ends_the_others_in_reverse_and_starts_all_in_order()
    {
        await Start(Strategy.OneForAll, Spec("a"), Spec("b"), Spec("c"));

        Assert.Equal(
            ["c ends: shutdown", "a ends: shutdown", "a starts", "b starts", "c starts"],
            await After("b", new Worker.Crash(), 5));
    }

    [Fact]
    public async Task Rest_for_one_leaves_those_before_the_failed_child_alone()
    {
        await Start(Strategy.RestForOne, Spec("a"), Spec("b"), Spec("c"), Spec("d"));

        Assert.Equal(
            ["d ends: shutdown", "c ends: shutdown", "b starts", "c starts", "d starts"],
            await After("b", new Worker.Crash(), 5));
    }

    [Fact]
    public async Task A_group_tries_again_when_one_of_it_does_not_start()
    {
        await Start(Strategy.OneForAll, Spec("a"), Spec("b"), Spec("c"));
        failures = 2;

        Assert.Equal(
            [
                "c ends: shutdown", "b ends: shutdown",
                "a starts", "b fails", "a ends: shutdown",
                "a starts", "b fails", "a ends: shutdown",
                "a starts", "b starts", "c starts",
            ],
            await After("a", new Worker.Crash(), 11));
    }

    [Fact]
    public async Task Rest_for_one_tries_again_from_the_child_that_did_not_start()
    {
        await Start(Strategy.RestForOne, Spec("a"), Spec("b"), Spec("c"));
        failures = 1;

        Assert.Equal(
            ["c ends: shutdown", "b ends: shutdown", "a starts", "b fails", "b starts", "c starts"],
            await After("a", new Worker.Crash(), 6));
    }

    [Fact]
    public async Task Each_try_counts_until_the_supervisor_gives_up()
    {
        var supervisor = Node.Spawn(
            new Supervisor([Spec("a"), Spec("b")], new(3, TimeSpan.FromSeconds(5)), Strategy.OneForAll), "family");
        await supervisor.CallAsync(new Supervisor.WhichChildren());
        failures = 100;
        var end = EndOf(supervisor.Pid);

        new Ref<Worker>(Node.Registry, "a").Cast(new Worker.Crash());

        Assert.Equal(ExitReason.Shutdown, await end);
        Assert.Equal(97, failures);
        Assert.Equal("family gives up: b ended more than 3 times within 5 s.", Log.Lines[^1]);
    }

    [Fact]
    public async Task A_temporary_child_ended_with_the_group_is_gone_for_good()
    {
        var supervisor = await Start(
            Strategy.OneForAll, Spec("a"), Spec("b") with { Restart = Restart.Temporary }, Spec("c"));

        Assert.Equal(
            ["c ends: shutdown", "b ends: shutdown", "a starts", "c starts"],
            await After("a", new Worker.Crash(), 4));
        Assert.Equal(
            ["a", "c"],
            (await supervisor.CallAsync(new Supervisor.WhichChildren())).Select(child => child.Id));
    }

    [Fact]
    public async Task A_transient_child_that_left_comes_back_with_the_group()
    {
        await Start(Strategy.OneForAll, Spec("a"), Spec("b") with { Restart = Restart.Transient });

        Assert.Equal(["b ends: normal"], await After("b", new Worker.Leave(), 1));
        Assert.Equal(["a starts", "b starts"], await After("a", new Worker.Crash(), 2));
    }

    [Fact]
    public async Task Two_children_that_crash_together_are_both_started_again()
    {
        var supervisor = await Start(Strategy.OneForAll, Spec("a"), Spec("b"));

        // Both are dead before the supervisor hears of the first.
        await Sys.SuspendAsync(supervisor.Pid);

        foreach (var pid in (Pid[])[Node.Registry.Find("a"), Node.Registry.Find("b")])
        {
            pid.Send(new Worker.Crash());
            await EndOf(pid);
        }

        await Sys.ResumeAsync(supervisor.Pid);

        var children = await supervisor.CallAsync(new Supervisor.WhichChildren());

        Assert.All(children, child => Assert.True(child.Pid.IsAlive));
        Assert.Equal(2, Log.Lines.Count(line => line.Contains("crashed", StringComparison.Ordinal)));
    }

    [Fact]
    public void Any_row_of_crashes_is_answered_as_the_strategy_says() =>
        Gen.Select(Gen.Int[1, 5], Gen.Enum<Strategy>(), Gen.Int[0, 4].Array[1, 8]).Sample((size, strategy, crashes) =>
        {
            using var test = new StrategyTests();
            return test.Follows(size, strategy, crashes).WaitAsync(Patience).GetAwaiter().GetResult();
        }, iter: 30);

    async Task<bool> Follows(int size, Strategy strategy, int[] crashes)
    {
        string[] names = [.. "abcde"[..size].Select(letter => letter.ToString())];
        await Start(strategy, [.. names.Select(Spec)]);

        foreach (var crash in crashes.Select(index => index % size))
        {
            var expected = Expected(names, strategy, crash).ToList();

            if (!expected.SequenceEqual(await After(names[crash], new Worker.Crash(), expected.Count)))
                return false;
        }

        return true;
    }

    static IEnumerable<string> Expected(string[] names, Strategy strategy, int crash)
    {
        int[] others = strategy switch
        {
            Strategy.OneForOne => [],
            Strategy.OneForAll => [.. Enumerable.Range(0, names.Length).Where(index => index != crash)],
            _ => [.. Enumerable.Range(crash + 1, names.Length - crash - 1)],
        };

        return Enumerable.Reverse(others).Select(index => $"{names[index]} ends: shutdown")
            .Concat(others.Append(crash).Order().Select(index => $"{names[index]} starts"));
    }
}
