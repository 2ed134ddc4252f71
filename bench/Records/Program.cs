using System.Globalization;
using Trestle.Bench.Records;

// Runs one scenario on one side, in an operating system process of its own. Prints a figure a line, "name value", and
// "done" last.

if (args is not [var name, var scenario, var number]
    || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
    || !Side.All.TryGetValue(name, out var make)
    || !Scenarios.All.TryGetValue(scenario, out var run))
{
    await Console.Error.WriteLineAsync($"expected a side, a scenario and a count, got: {string.Join(' ', args)}");
    return 2;
}

var folder = Directory.CreateTempSubdirectory("trestle-bench-");

try
{
    await using var side = make(Path.Combine(folder.FullName, "bench.db"));
    await side.PrepareAsync();
    await run(side, count);
}
finally
{
    folder.Delete(recursive: true);
}

Console.WriteLine("done");
return 0;
