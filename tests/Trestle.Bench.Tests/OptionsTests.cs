namespace Trestle.Bench.Tests;

public class OptionsTests
{
    const string Usage =
        """
        bin/bench NAME [--quick] [--json], where NAME is one of:

            http      text, JSON and a 100-row page beside minimal APIs, MVC and Blazor
            web       rows read, listed as HTML, inserted and updated, beside MVC with EF Core and ADO.NET
            slow      requests that wait 200 ms on another server, and /hello beside them
            processes memory, messages, crashes, kills, timers and fairness of processes beside Erlang's
            records   finding, listing, inserting and updating records beside EF Core and ADO.NET
            sqlite    8 and 64 writers on one SQLite file, and a reader beside them
            leases    1,000 waiting requests through a pool of 5 connections to PostgreSQL
            starve    /hello beside 16 endless loops and 16 blocked calls in the same program
            stress    a storm of random crashes, kills and hogs, and whether all was right after it
            fuzz      100,000 random requests: no failure, nothing left open, no memory held more and more
            live      memory, clicks, joins, broadcasts and bytes of live views beside Blazor Server
            live-fuzz 1,000,000 changes of random live pages: the browser's client shows what a fresh render shows

        stress also takes --minutes N and --seed N, fuzz --seed N, live-fuzz --steps N and --seed N, live --soak and with it --minutes N.
        """;

    [Fact]
    public void Reads_the_name_and_the_options()
    {
        var options = Options.Parse(["slow", "--quick", "--json"]);

        Assert.Equal(("slow", Length.Quick, true), (options.Suite.Name, options.Length, options.Json));
    }

    [Fact]
    public void Measures_in_full_for_people_unless_told_otherwise()
    {
        var options = Options.Parse(["http"]);

        Assert.Equal(("http", Length.Full, false), (options.Suite.Name, options.Length, options.Json));
    }

    [Fact]
    public void Lists_the_names_when_none_is_given()
    {
        var failure = Assert.Throws<BenchException>(() => Options.Parse([]));

        Assert.Equal(Usage, failure.Message);
    }

    [Fact]
    public void Lists_the_names_when_it_knows_no_such_name()
    {
        var failure = Assert.Throws<BenchException>(() => Options.Parse(["htpt"]));

        Assert.Equal($"There is no benchmark named htpt.\n\n{Usage}", failure.Message);
    }

    [Fact]
    public void Names_an_option_it_does_not_know()
    {
        var failure = Assert.Throws<BenchException>(() => Options.Parse(["http", "--fast"]));

        Assert.Equal($"There is no option --fast.\n\n{Usage}", failure.Message);
    }

    [Fact]
    public void Reads_how_long_a_storm_lasts_and_which_to_replay()
    {
        var options = Options.Parse(["stress", "--minutes", "10", "--seed", "7"]);

        Assert.Equal((TimeSpan.FromMinutes(10), 7), (options.Time, options.Seed));
    }

    [Fact]
    public void Reads_how_far_live_pages_are_fuzzed()
    {
        var options = Options.Parse(["live-fuzz", "--steps", "100000", "--seed", "7"]);

        Assert.Equal((100_000, 7), (options.Steps, options.Seed));
    }

    [Theory]
    [InlineData("expected --minutes to be a whole number, got: ten", "stress", "--minutes", "ten")]
    [InlineData("expected --seed to be a whole number, got: nothing", "stress", "--seed")]
    public void Asks_for_a_whole_number(string message, params string[] arguments)
    {
        var failure = Assert.Throws<BenchException>(() => Options.Parse(arguments));

        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public void Reads_how_long_live_views_are_held()
    {
        var options = Options.Parse(["live", "--soak", "--minutes", "5"]);

        Assert.Equal((true, TimeSpan.FromMinutes(5)), (options.Soaks, options.Time));
        Assert.False(Options.Parse(["live"]).Soaks);
    }

    [Theory]
    [InlineData("--soak", "http", "--soak")]
    [InlineData("--minutes", "live", "--minutes", "5")]
    public void Refuses_to_hold_what_is_no_live_view(string option, params string[] arguments)
    {
        var failure = Assert.Throws<BenchException>(() => Options.Parse(arguments));

        Assert.StartsWith($"{arguments[0]} has no option {option}.\n", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_the_options_of_a_storm_elsewhere()
    {
        var failure = Assert.Throws<BenchException>(() => Options.Parse(["http", "--minutes", "10"]));

        Assert.Equal($"http has no option --minutes.\n\n{Usage}", failure.Message);
    }
}
