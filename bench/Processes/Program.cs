using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Trestle.Bench.Processes;

// Runs one scenario, in an operating system process of its own so that heaps do not disturb each other. Prints a figure
// a line, "name value", and "done" last. Its twin in Erlang stands in bench/Peers/Erlang.

if (args is ["storm", var seconds, var seed])
    return await Storms.RunAsync(int.Parse(seconds, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture));

if (args is not [var name, var number] || !int.TryParse(number, out var count) || !Scenarios.All.TryGetValue(name, out var scenario))
{
    await Console.Error.WriteLineAsync($"expected a scenario and a count, got: {string.Join(' ', args)}");
    return 2;
}

// Crashes are complained of, but for the scenario that is made of them: the twin logs none either.
await Driver.RunAsync(() => scenario(count), name == "restart" ? NullLoggerFactory.Instance : new Complaints());
Console.WriteLine("done");
return 0;
