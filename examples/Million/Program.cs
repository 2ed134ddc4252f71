using Million;

if (args is not ([] or ["--count", _]) || !int.TryParse(args.ElementAtOrDefault(1) ?? "1000000", out var count) || count < 1)
{
    Console.Error.WriteLine("Usage: dotnet run --project examples/Million [--count N], with N at least 1.");
    return 2;
}

using var node = new Node();
var table = new Table();

await Crowd.RunAsync(node, count, table);
await Crash.RunAsync(node, table);

Console.WriteLine();
Console.WriteLine(table);
return 0;
