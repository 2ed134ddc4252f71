namespace Trestle.Bench.Tests;

public class OptionsTests
{
    const string Usage =
        """
        bin/bench NAME [--quick] [--json], where NAME is one of:

            http   text, JSON and a 100-row page beside minimal APIs, MVC and Blazor
            slow   requests that wait 200 ms on another server, and /hello beside them
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
}
