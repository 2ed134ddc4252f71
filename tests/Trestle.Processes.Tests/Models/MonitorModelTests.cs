using CsCheck;

namespace Trestle.Processes.Tests;

/// <summary>Monitors, taken off with and without flush, against a list of those that still have something to tell.</summary>
public class MonitorModelTests
{
    enum Step
    {
        Monitor,
        Demonitor,
        Flush,
        Kill,
        Run,
    }

    const int Watchers = 2;
    const int Watched = 3;

    static readonly Gen<(Step Step, int Watcher, int Watched, int Choice)[]> Steps = Gen.Select(
        Gen.Frequency((5, Gen.Const(Step.Monitor)), (2, Gen.Const(Step.Demonitor)), (2, Gen.Const(Step.Flush)), (1, Gen.Const(Step.Kill)), (2, Gen.Const(Step.Run))),
        Gen.Int[0, Watchers - 1], Gen.Int[0, Watched - 1], Gen.Int[0, 100]).Array[1, 60];

    sealed class Watcher : GenServer
    {
        public List<MonitorRef> Told { get; } = [];

        void Handle(Down down) => Told.Add(down.Monitor);
    }

    sealed record Entry(MonitorRef Monitor, Pid Pid)
    {
        public bool IsOff { get; set; }

        public bool IsSent { get; set; }
    }

    [Fact]
    public void Each_monitor_tells_once_unless_it_was_taken_off_before() => Gen.Select(Steps, Gen.Int[1, 1_000_000]).Sample(
        (steps, seed) =>
        {
            using var node = TestNode.Seeded(seed);
            var watchers = Enumerable.Range(0, Watchers).Select(_ => new Watcher()).ToArray();
            var pids = watchers.Select(watcher => node.Node.Spawn(watcher).Pid).ToArray();
            var watched = Enumerable.Range(0, Watched).Select(_ => node.Node.Spawn(() => Self.ReceiveAsync<string>().AsTask())).ToArray();
            var model = watchers.Select(_ => new List<Entry>()).ToArray();
            node.RunUntilIdle();

            foreach (var (step, place, other, choice) in steps)
            {
                var entries = model[place];

                switch (step)
                {
                    case Step.Monitor:
                        // Of one that has ended it tells at once.
                        entries.Add(new(Self.Monitor(pids[place].Mailbox!, watched[other]), watched[other]) { IsSent = !watched[other].IsAlive });
                        break;
                    case Step.Demonitor when entries.Count > 0:
                        TakeOff(place, entries[choice % entries.Count], flush: false);
                        break;
                    case Step.Flush when entries.Count > 0:
                        TakeOff(place, entries[choice % entries.Count], flush: true);
                        break;
                    case Step.Kill:
                        watched[other].Exit(ExitReason.Killed);

                        foreach (var entry in model.SelectMany(entries => entries).Where(entry => entry.Pid == watched[other] && !entry.IsOff))
                            entry.IsSent = true;

                        break;
                    case Step.Run:
                        node.RunOne();
                        break;
                }
            }

            node.RunUntilIdle();

            for (var place = 0; place < Watchers; place++)
            {
                Assert.Equal(
                    model[place].Where(entry => entry.IsSent).Select(entry => entry.Monitor.Id).Order(),
                    watchers[place].Told.Select(monitor => monitor.Id).Order());
            }

            return true;

            // In the watcher's own turn, as its own code would. What was sent and read before stays told.
            void TakeOff(int place, Entry entry, bool flush)
            {
                var isDone = false;
                pids[place].Mailbox!.Post(
                    _ =>
                    {
                        Self.Demonitor(entry.Pid, entry.Monitor, flush);

                        if (flush && entry.IsSent && !watchers[place].Told.Contains(entry.Monitor))
                            entry.IsSent = false;

                        entry.IsOff = true;
                        isDone = true;
                    },
                    null);

                while (!isDone)
                    node.RunOne();
            }
        },
        iter: 400,
        threads: 1);
}
