namespace Trestle.Bench.Tests;

public class ReportTests
{
    [Fact]
    public void Lines_figures_up_with_their_spread()
    {
        var table = Report.Table(
        [
            new("http.hello", Unit.RequestsPerSecond, new([40000, 42000, 41000]), "bare", new([50000, 51000, 52000])),
            new("slow.64.p99_ms", Unit.Milliseconds, new([2.5])),
        ]);

        Assert.Equal(
            """
                            Trestle                          peer                           ratio
            http.hello       41,000  (40,000-42,000)  req/s  bare  51,000  (50,000-52,000)   0.80
            slow.64.p99_ms     2.50                   ms
            """,
            table);
    }
}
