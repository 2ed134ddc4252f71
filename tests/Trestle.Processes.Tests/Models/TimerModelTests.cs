using CsCheck;

namespace Trestle.Processes.Tests;

/// <summary>What <c>SendAfter</c> sends, takes back and tells, against a list of what is due.</summary>
public class TimerModelTests
{
    enum Step
    {
        Send,
        Cancel,
        Look,
        Advance,
        Kill,
    }

    const int Targets = 3;

    static readonly Gen<(Step Step, int Target, int Milliseconds)[]> Steps = Gen.Select(
        Gen.Frequency((6, Gen.Const(Step.Send)), (2, Gen.Const(Step.Cancel)), (2, Gen.Const(Step.Look)), (3, Gen.Const(Step.Advance)), (1, Gen.Const(Step.Kill))),
        Gen.Int[0, Targets - 1],
        Gen.OneOf(Gen.Int[0, 5], Gen.Int[0, 1_000], Gen.Int[0, 200_000])).Array[1, 60];

    sealed record Entry(int Number, int Target, long Due, TimerRef Timer)
    {
        public bool IsOver { get; set; }
    }

    [Fact]
    public void Sends_what_is_due_in_order_and_nothing_that_was_taken_back() => Gen.Select(Steps, Gen.Int[1, 1_000_000]).Sample(
        (steps, seed) =>
        {
            using var node = TestNode.Seeded(seed);
            var targets = Enumerable.Range(0, Targets).Select(_ => TestProcess.Start(node)).ToArray();
            var expected = targets.Select(_ => new List<object>()).ToArray();
            var model = new List<Entry>();
            var now = 0L;
            node.RunUntilIdle();

            foreach (var (step, target, milliseconds) in steps)
            {
                switch (step)
                {
                    case Step.Send:
                        model.Add(new(model.Count, target, now + milliseconds, Send(targets[target].Pid, model.Count, milliseconds)));
                        Pass(0);
                        break;
                    case Step.Cancel when model.Count > 0:
                        var chosen = model[milliseconds % model.Count];
                        Assert.Equal(!chosen.IsOver, chosen.Timer.Cancel());
                        chosen.IsOver = true;
                        break;
                    case Step.Look when model.Count > 0:
                        var looked = model[milliseconds % model.Count];
                        Assert.Equal(looked.IsOver ? null : TimeSpan.FromMilliseconds(looked.Due - now), looked.Timer.Remaining);
                        break;
                    case Step.Advance:
                        Pass(milliseconds);
                        break;
                    case Step.Kill:
                        targets[target].Pid.Exit(ExitReason.Killed);
                        node.RunUntilIdle();
                        break;
                }

                Assert.Equal(model.Count(entry => !entry.IsOver), node.Node.Timers.Count);

                for (var place = 0; place < Targets; place++)
                    Assert.Equal(expected[place], targets[place].Messages);
            }

            return true;

            void Pass(int milliseconds)
            {
                node.Advance(TimeSpan.FromMilliseconds(milliseconds));
                now += milliseconds;

                // A timer of an ended process rings as well, in vain.
                foreach (var entry in model.Where(entry => !entry.IsOver && entry.Due <= now).OrderBy(entry => entry.Due).ToArray())
                {
                    entry.IsOver = true;

                    if (targets[entry.Target].Pid.IsAlive)
                        expected[entry.Target].Add(entry.Number);
                }
            }

            TimerRef Send(Pid to, int number, int milliseconds)
            {
                TimerRef? timer = null;
                node.Node.Spawn(() =>
                {
                    timer = Self.SendAfter(TimeSpan.FromMilliseconds(milliseconds), to, number);
                    return Task.CompletedTask;
                });
                node.RunUntilIdle();

                return timer!;
            }
        },
        iter: 400,
        threads: 1);
}
