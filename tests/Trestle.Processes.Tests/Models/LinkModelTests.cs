using CsCheck;

namespace Trestle.Processes.Tests;

public class LinkModelTests
{
    static readonly Gen<(int Count, bool[] Traps, (int, int)[] Links, int First, bool IsKilled, int Seed)> Worlds =
        from count in Gen.Int[2, 8]
        from traps in Gen.Bool.Array[count]
        from links in Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1]).Array[0, 14]
        from first in Gen.Int[0, count - 1]
        from isKilled in Gen.Bool
        from seed in Gen.Int[1, 1_000_000]
        select (count, traps, links, first, isKilled, seed);

    /// <summary>An end goes along links, stops at those that trap exits, and tells each of them once for each dead neighbour.</summary>
    [Fact]
    public void An_end_goes_through_any_graph_of_links_as_the_model_says() => Worlds.Sample(
        world =>
        {
            using var node = TestNode.Seeded(world.Seed);
            var pids = Enumerable.Range(0, world.Count).Select(number => Spawn(node, world.Traps[number], $"p{number}")).ToList();
            var watcher = TestProcess.Start(node, "watcher");

            foreach (var pid in pids)
                watcher.Monitor(pid);

            node.RunUntilIdle();

            foreach (var (left, right) in world.Links)
                Relations.Link(pids[left].Mailbox!, pids[right].Mailbox!);

            var reason = world.IsKilled ? ExitReason.Killed : new ExitReason.Crashed(new InvalidOperationException("boom"));

            if (world.IsKilled || !world.Traps[world.First])
                pids[world.First].Exit(reason);
            else
                pids[world.First].Send(reason);

            node.RunUntilIdle();
            var (dead, told) = Model(world);

            Assert.Equal(dead.Order(), Enumerable.Range(0, world.Count).Where(number => !pids[number].IsAlive));
            Assert.Equal(dead.Select(number => pids[number].Id).Order(), watcher.Messages.Cast<Down>().Select(down => down.Pid.Id).Order());
            Assert.All(watcher.Messages.Cast<Down>(), down => Assert.Equal(reason, down.Reason));
            Assert.Equal(told, Enumerable.Range(0, world.Count).Where(number => pids[number].IsAlive).Sum(number => node.Heard(pids[number])));
            return true;
        },
        iter: 400,
        threads: 1);

    static Pid Spawn(TestNode node, bool traps, string name) => node.Node.Spawn(
        async () =>
        {
            Self.TrapsExits = traps;

            while (true)
            {
                switch (await Self.ReceiveAsync<object>())
                {
                    case ExitReason reason:
                        Self.Exit(reason);
                        break;
                    case Exited:
                        node.Hears(Self.Pid);
                        break;
                }
            }
        },
        name);

    static (HashSet<int> Dead, int Told) Model((int Count, bool[] Traps, (int, int)[] Links, int First, bool IsKilled, int Seed) world)
    {
        var neighbours = world.Links.Where(link => link.Item1 != link.Item2)
            .SelectMany(link => new[] { link, (link.Item2, link.Item1) })
            .Distinct()
            .ToLookup(link => link.Item1, link => link.Item2);
        HashSet<int> dead = [world.First];
        var todo = new Queue<int>([world.First]);
        var told = 0;

        while (todo.TryDequeue(out var one))
        {
            foreach (var other in neighbours[one])
            {
                if (world.Traps[other])
                    told += dead.Contains(other) ? 0 : 1;
                else if (dead.Add(other))
                    todo.Enqueue(other);
            }
        }

        return (dead, told);
    }
}

/// <summary>What each process of a node has heard, kept beside it.</summary>
static class Hearing
{
    static readonly System.Runtime.CompilerServices.ConditionalWeakTable<TestNode, Dictionary<Pid, int>> Counts = [];

    public static void Hears(this TestNode node, Pid pid)
    {
        var counts = Counts.GetOrCreateValue(node);
        counts[pid] = counts.GetValueOrDefault(pid) + 1;
    }

    public static int Heard(this TestNode node, Pid pid) => Counts.GetOrCreateValue(node).GetValueOrDefault(pid);
}
