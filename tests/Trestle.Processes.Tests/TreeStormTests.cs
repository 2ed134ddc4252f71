using CsCheck;

namespace Trestle.Processes.Tests;

public class TreeStormTests : World
{
    sealed class Leaf : GenServer
    {
        public record Crash : ICast;

        public record Leave : ICast;

        public record Ping : ICall<bool>;

        void Handle(Crash _) => throw new InvalidOperationException("boom");

        void Handle(Leave _) => Self.Exit(ExitReason.Normal);

        bool Handle(Ping _) => true;
    }

    static readonly RestartIntensity Generous = new(int.MaxValue, TimeSpan.FromSeconds(5));

    static ChildSpec Branch(string name, Strategy strategy, int leaves) => new(name, () => new Supervisor(
        [.. Enumerable.Range(0, leaves).Select(leaf => new ChildSpec($"{name}.{leaf}", () => new Leaf()))], Generous, strategy));

    [Fact]
    public void A_tree_is_whole_again_after_any_storm_and_leaves_nothing_behind() =>
        Gen.Select(Gen.Enum<Strategy>(), Gen.Enum<Strategy>(), Gen.Int[1, 4], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 11]).Array[20, 200])
            .Sample((top, inner, leaves, blows) =>
            {
                using var test = new TreeStormTests();
                test.Weathers(top, inner, leaves, blows).WaitAsync(Patience).GetAwaiter().GetResult();
            }, iter: 100);

    async Task Weathers(Strategy top, Strategy inner, int leaves, (int Kind, int Leaf)[] blows)
    {
        string[] branches = ["a", "b", "c"];
        string[] names = [.. branches.SelectMany(branch => Enumerable.Range(0, leaves).Select(leaf => $"{branch}.{leaf}"))];
        var tree = Node.Spawn(new Supervisor([.. branches.Select(name => Branch(name, inner, leaves))], Generous, top), "tree");
        await tree.CallAsync(new Supervisor.WhichChildren());

        await Task.WhenAll(blows.Chunk(50).Select(some => EndOf(Node.Spawn(async () =>
        {
            foreach (var (kind, leaf) in some)
            {
                Strike(kind, names[leaf % names.Length], branches[leaf % 3]);
                await Task.Yield();
            }
        }))));

        while (!await AllAnswer(names))
            await Task.Yield();

        await Until(() => Node.ProcessCount == 1 + branches.Length + names.Length);

        var end = EndOf(tree.Pid);
        tree.Pid.Exit(ExitReason.Shutdown);
        await end;
        Assert.Equal(0, Node.ProcessCount);
        Assert.Equal(0, Node.Registry.Count);
    }

    async Task<bool> AllAnswer(string[] names)
    {
        try
        {
            foreach (var name in names)
                await new Ref<Leaf>(Node.Registry, name).CallAsync(new Leaf.Ping());

            return true;
        }
        catch (ProcessDownException)
        {
            return false;
        }
    }

    void Strike(int kind, string leaf, string branch)
    {
        switch (kind)
        {
            case 0:
                Node.Registry.Find(leaf).Send(new Leaf.Crash());
                break;
            case 1:
                Node.Registry.Find(leaf).Send(new Leaf.Leave());
                break;
            case 2:
                Node.Registry.Find(leaf).Exit(ExitReason.Shutdown);
                break;
            case 3:
                Node.Registry.Find(branch).Exit(ExitReason.Killed);
                break;
            default:
                Node.Registry.Find(leaf).Exit(ExitReason.Killed);
                break;
        }
    }
}
