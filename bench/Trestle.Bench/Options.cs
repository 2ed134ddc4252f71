using System.Globalization;

namespace Trestle.Bench;

/// <summary>How long to measure: a glance, or a figure to quote.</summary>
enum Length
{
    Quick,
    Full,
}

/// <summary>What the command line asks for.</summary>
sealed record Options(Suite Suite, Length Length, bool Json)
{
    const string Takes = "--minutes";
    const string Replays = "--seed";
    const string Goes = "--steps";
    const string SoaksFor = "--soak";

    /// <summary>How long a storm lasts; null when it was not said.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The storm to replay; null for a new one.</summary>
    public int? Seed { get; init; }

    /// <summary>Whether live views are to be held for long, and nothing else is measured.</summary>
    public bool Soaks { get; init; }

    /// <summary>How far the fuzzing of live pages goes; null when it was not said.</summary>
    public int? Steps { get; init; }

    public static Options Parse(string[] arguments)
    {
        List<string> names = [], flags = [];
        Dictionary<string, int> numbers = [];

        for (var index = 0; index < arguments.Length; index++)
        {
            if (arguments[index] is Takes or Replays or Goes)
                numbers[arguments[index]] = NumberAfter(arguments, index++);
            else
                (arguments[index].StartsWith('-') ? flags : names).Add(arguments[index]);
        }

        if (flags.Except(["--quick", "--json", SoaksFor]).FirstOrDefault() is { } unknown)
            throw new BenchException($"There is no option {unknown}.\n\n{Usage()}");

        if (names is not [var name])
            throw new BenchException(Usage());

        var suite = Suite.All.FirstOrDefault(suite => suite.Name == name)
            ?? throw new BenchException($"There is no benchmark named {name}.\n\n{Usage()}");

        var soaks = flags.Contains(SoaksFor);
        var special = suite is StressSuite or FuzzSuite or LiveFuzzSuite || (suite is LiveSuite && soaks);

        if ((soaks && suite is not LiveSuite ? SoaksFor : special ? null : numbers.Keys.FirstOrDefault()) is { } misplaced)
            throw new BenchException($"{name} has no option {misplaced}.\n\n{Usage()}");

        return new(suite, flags.Contains("--quick") ? Length.Quick : Length.Full, flags.Contains("--json"))
        {
            Soaks = soaks,
            Time = numbers.TryGetValue(Takes, out var minutes) ? TimeSpan.FromMinutes(minutes) : null,
            Steps = numbers.TryGetValue(Goes, out var steps) ? steps : null,
            Seed = numbers.TryGetValue(Replays, out var seed) ? seed : null,
        };
    }

    static int NumberAfter(string[] arguments, int index)
    {
        var text = arguments.ElementAtOrDefault(index + 1);

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new BenchException($"expected {arguments[index]} to be a whole number, got: {text ?? "nothing"}");
    }

    static string Usage() =>
        $"""
        bin/bench NAME [--quick] [--json], where NAME is one of:

        {string.Join('\n', Suite.All.Select(suite => $"    {suite.Name,-9} {suite.Summary}"))}

        stress also takes --minutes N and --seed N, fuzz --seed N, live-fuzz --steps N and --seed N, live --soak and with it --minutes N.
        """;
}
