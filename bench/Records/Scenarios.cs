using System.Diagnostics;
using System.Globalization;

namespace Trestle.Bench.Records;

/// <summary>Every scenario by its name; each is told how much to do.</summary>
static class Scenarios
{
    static readonly TimeSpan warmUpTime = TimeSpan.FromSeconds(1.5);

    public static IReadOnlyDictionary<string, Func<Side, int, Task>> All { get; } = new Dictionary<string, Func<Side, int, Task>>
    {
        ["find"] = (side, count) => RepeatAsync("find", count, i => side.FindAsync(Id(i))),
        ["queries20"] = (side, count) => RepeatAsync("queries20", count, i => side.FindEachAsync([.. Enumerable.Range(i, 20).Select(Id)])),
        ["list100"] = (side, count) => RepeatAsync("list100", count, _ => side.ListAsync()),
        ["insert"] = (side, count) => RepeatAsync("insert", count, i => side.InsertAsync(Side.Title(i))),
        ["update"] = (side, count) => RepeatAsync("update", count, i => side.UpdateAsync(Id(i), Side.Title(i))),
        ["writers8"] = (side, seconds) => Writers.RunAsync(side, 8, TimeSpan.FromSeconds(seconds)),
        ["writers64"] = (side, seconds) => Writers.RunAsync(side, 64, TimeSpan.FromSeconds(seconds)),
    };

    public static void Print(string name, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value}"));

    // A step that visits all rows in no order a cache would like.
    public static int Id(int number) => number * 387 % Side.Rows + 1;

    static async Task RepeatAsync(string name, int count, Func<int, Task> work)
    {
        var number = 0;

        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < warmUpTime;)
            await work(number++);

        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var begin = Stopwatch.GetTimestamp();

        for (var done = 0; done < count; done++)
            await work(number++);

        var time = Stopwatch.GetElapsedTime(begin);
        Print(name, count / time.TotalSeconds);
        Print($"{name}.bytes", (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)count);
    }
}
