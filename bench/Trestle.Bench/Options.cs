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
    public static Options Parse(string[] arguments)
    {
        var names = arguments.Where(argument => !argument.StartsWith('-')).ToList();
        var unknown = arguments.Except(names).Except(["--quick", "--json"]).FirstOrDefault();

        if (unknown is not null)
            throw new BenchException($"There is no option {unknown}.\n\n{Usage()}");

        if (names is not [var name])
            throw new BenchException(Usage());

        var suite = Suite.All.FirstOrDefault(suite => suite.Name == name)
            ?? throw new BenchException($"There is no benchmark named {name}.\n\n{Usage()}");

        return new(suite, arguments.Contains("--quick") ? Length.Quick : Length.Full, arguments.Contains("--json"));
    }

    static string Usage() =>
        $"""
        bin/bench NAME [--quick] [--json], where NAME is one of:

        {string.Join('\n', Suite.All.Select(suite => $"    {suite.Name,-6} {suite.Summary}"))}
        """;
}
