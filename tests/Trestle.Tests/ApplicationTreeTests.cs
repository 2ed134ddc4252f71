using System.Diagnostics;

namespace Trestle.Tests;

/// <summary>What an application says about the supervisor of its children.</summary>
public sealed class ApplicationTreeTests : IDisposable
{
    readonly Node node = new(new() { Workers = 2 });

    public void Dispose() => node.Dispose();

    /// <summary>Generic, so that it is not found as a second application of this assembly.</summary>
    sealed class Tuned<T> : Application
    {
        protected internal override Strategy Strategy => Strategy.OneForAll;

        protected internal override RestartIntensity Intensity => new(MaxRestarts: 1, Window: TimeSpan.FromMinutes(1));

        protected internal override ChildSpec[] Children() => [Spec("first"), Spec("second")];
    }

    sealed class Plain<T> : Application
    {
        protected internal override ChildSpec[] Children() => [Spec("first"), Spec("second")];
    }

    static ChildSpec Spec(string id) => new(id, () => new Counter());

    async Task<(Pid Tree, Pid First, Pid Second)> StartAsync(Application application)
    {
        var tree = node.Spawn(application.TreeOf(null!), "tree");
        await tree.CallAsync(new Supervisor.WhichChildren());

        return (tree.Pid, node.Registry.Find("first"), node.Registry.Find("second"));
    }

    async Task Until(Func<bool> condition)
    {
        for (var start = Stopwatch.GetTimestamp(); !condition(); await Task.Yield())
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20), "The condition did not come to hold.");
    }

    bool IsBack(string id, Pid before) => node.Registry.Find(id) is { IsAlive: true } now && now != before;

    [Fact]
    public async Task Its_strategy_decides_who_is_started_again()
    {
        var (tree, first, second) = await StartAsync(new Tuned<int>());

        second.Send(new Counter.Crash());
        await Until(() => IsBack("first", first) && IsBack("second", second));

        Assert.True(tree.IsAlive);
    }

    [Fact]
    public async Task Its_intensity_decides_when_restarts_are_too_many()
    {
        var (tree, first, second) = await StartAsync(new Tuned<int>());
        second.Send(new Counter.Crash());
        await Until(() => IsBack("first", first) && IsBack("second", second));

        node.Registry.Find("second").Send(new Counter.Crash());

        await Until(() => !tree.IsAlive);
    }

    [Fact]
    public async Task Without_a_word_only_the_one_that_ended_is_started_again()
    {
        var (tree, first, second) = await StartAsync(new Plain<int>());

        second.Send(new Counter.Crash());
        await Until(() => IsBack("second", second));

        Assert.Equal(first, node.Registry.Find("first"));
        Assert.True(tree.IsAlive);
    }
}
