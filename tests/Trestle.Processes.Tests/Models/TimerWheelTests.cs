using CsCheck;

namespace Trestle.Processes.Tests;

public class TimerWheelTests : World
{
    static readonly Gen<long> Delays = Gen.OneOf(
        Gen.Long[0, 3], Gen.Long[0, 300], Gen.Long[0, 70_000], Gen.Long[0, 20_000_000], Gen.Long[0, TimerWheel.Furthest / 4]);

    static readonly Gen<(int Kind, long Value)> Steps =
        Gen.Select(Gen.Frequency((5, Gen.Const(0)), (2, Gen.Const(1)), (3, Gen.Const(2))), Delays);

    [Fact]
    public void Rings_and_takes_back_as_a_sorted_list_does()
    {
        var process = Node.Prepare(() => Task.CompletedTask, new());

        Steps.Array[0, 60].Sample(
            steps =>
            {
                var wheel = new TimerWheel();
                var model = new List<(long Due, TimerRef Timer)>();

                foreach (var (kind, value) in steps)
                {
                    switch (kind)
                    {
                        case 0:
                            var due = Math.Min(wheel.Now + value, TimerWheel.Furthest);
                            var timer = new TimerRef(process, due);
                            wheel.Add(timer);
                            model.Add((due, timer));
                            break;
                        case 1 when model.Count > 0:
                            var chosen = (int)(value % model.Count);
                            wheel.Remove(model[chosen].Timer);
                            model.RemoveAt(chosen);
                            break;
                        case 2:
                            var to = Math.Min(wheel.Now + value, TimerWheel.Furthest);
                            var expected = model.Where(one => one.Due <= to).OrderBy(one => one.Due).Select(one => one.Timer).ToList();
                            model.RemoveAll(one => one.Due <= to);
                            Assert.Equal(expected, Chain(wheel.Advance(to)));
                            break;
                    }

                    Assert.Equal(model.Count, wheel.Count);

                    // It may look too early, never too late.
                    if (model.Count > 0)
                        Assert.InRange(wheel.Next!.Value, wheel.Now, Math.Max(wheel.Now, model.Min(one => one.Due)));
                }
            },
            iter: 3000,
            threads: 1);
    }

    static List<TimerRef> Chain(TimerRef? first)
    {
        var timers = new List<TimerRef>();

        for (var timer = first; timer is not null; timer = timer.Next)
            timers.Add(timer);

        return timers;
    }
}
