namespace Trestle.Bench.Tests;

public class ReadingsTests
{
    [Fact]
    public void Finds_a_figure_by_its_name()
    {
        var readings = Readings.Parse("erl", "tick.hogs4 1.25\ntick.hogs4.missed 0\ndone\n");

        Assert.Equal((1.25, 0), (readings["tick.hogs4"], readings["tick.hogs4.missed"]));
    }

    [Fact]
    public void A_program_that_did_not_come_to_its_end_has_measured_nothing()
    {
        var failure = Assert.Throws<BenchException>(() => Readings.Parse("erl", "ring 12\n"));

        Assert.Equal("erl did not print \"done\" last, so its figures mean nothing. It printed:\nring 12\n", failure.Message);
    }

    [Theory]
    [InlineData("ring")]
    [InlineData("ring fast")]
    [InlineData("ring NaN")]
    public void A_line_that_is_no_figure_is_refused(string line)
    {
        var failure = Assert.Throws<BenchException>(() => Readings.Parse("erl", $"{line}\ndone\n"));

        Assert.Equal($"expected erl to print a name and a number a line, got: {line}", failure.Message);
    }

    [Fact]
    public void A_figure_that_is_missing_is_not_zero()
    {
        var readings = Readings.Parse("erl", "ring 12\ncall 5\ndone\n");

        var failure = Assert.Throws<BenchException>(() => readings["flood"]);

        Assert.Equal("erl did not print flood, only: ring, call", failure.Message);
    }
}

public class ChildTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_program_that_fails_is_an_error_with_what_it_printed()
    {
        var failure = await Assert.ThrowsAsync<BenchException>(() =>
            Child.RunAsync("sh", ["-c", "echo ring 12; echo trouble >&2; exit 3"], Patience, TestContext.Current.CancellationToken));

        Assert.Equal("sh -c echo ring 12; echo trouble >&2; exit 3 ended with 3. It printed:\nring 12\ntrouble\n", failure.Message);
    }

    [Fact]
    public async Task A_program_that_hangs_is_an_error_with_what_it_printed()
    {
        var failure = await Assert.ThrowsAsync<BenchException>(() =>
            Child.RunAsync("sh", ["-c", "echo ring 12; exec sleep 60"], TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));

        Assert.Equal("sh -c echo ring 12; exec sleep 60 did not end within 1 s. It printed:\nring 12\n", failure.Message);
    }
}

public class ScenarioTests
{
    [Fact]
    public void No_figure_has_two_sources()
    {
        var names = Scenario.All.SelectMany(scenario => scenario.Figures).Select(figure => figure.Name).ToList();

        Assert.Equal(names.Distinct(), names);
    }
}
