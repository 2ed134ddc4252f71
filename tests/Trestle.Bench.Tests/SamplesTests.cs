namespace Trestle.Bench.Tests;

public class SamplesTests
{
    [Fact]
    public void The_median_is_the_reading_in_the_middle()
    {
        Assert.Equal(5, new Samples([9, 5, 1]).Median);
        Assert.Equal(3, new Samples([1, 9, 4, 2]).Median);
        Assert.Equal(7, new Samples([7]).Median);
    }

    [Theory]
    [InlineData(50, 50)]
    [InlineData(99, 99)]
    [InlineData(99.5, 100)]
    [InlineData(100, 100)]
    [InlineData(0, 1)]
    public void A_percentile_is_a_reading_that_was_taken(double percent, double expected)
    {
        var hundred = new Samples(Enumerable.Range(1, 100).Reverse().Select(reading => (double)reading));

        Assert.Equal(expected, hundred.Percentile(percent));
    }

    [Fact]
    public void Knows_its_spread()
    {
        var samples = new Samples([3, 1, 2]);

        Assert.Equal((1, 3), (samples.Least, samples.Most));
    }

    [Fact]
    public void Nothing_read_is_no_measurement()
    {
        var failure = Assert.Throws<BenchException>(() => new Samples([]));

        Assert.Equal("expected at least one reading, got: none", failure.Message);
    }
}
