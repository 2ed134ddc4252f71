namespace Trestle.Bench.Tests;

public class WrkReportTests
{
    const string Output =
        """
        Running 2s test @ http://127.0.0.1:5201/hello
          1 threads and 64 connections
          Thread Stats   Avg      Stdev     Max   +/- Stdev
            Latency     4.05ms    6.87ms  63.63ms   92.92%
            Req/Sec    20.78k     7.35k   33.72k    84.21%
          Latency Distribution
             50%  920.00us
             75%    3.64ms
             90%    7.80ms
             99%    1.20s
          40276 requests in 2.00s, 6.34MB read
        Requests/sec:  20099.95
        Transfer/sec:      3.16MB
        """;

    [Fact]
    public void Reads_the_rate_and_the_latencies_in_their_units()
    {
        var report = WrkReport.Parse(Output);

        Assert.Equal(new(20099.95, TimeSpan.FromMicroseconds(920), TimeSpan.FromSeconds(1.2)), report);
    }

    [Theory]
    [InlineData("Socket errors: connect 0, read 3, write 0, timeout 1")]
    [InlineData("Non-2xx or 3xx responses: 12")]
    public void Refuses_a_run_in_which_requests_failed(string line)
    {
        var failure = Assert.Throws<BenchException>(() => WrkReport.Parse($"{Output}\n  {line}\n"));

        Assert.Equal($"wrk met errors, so its figures mean nothing: {line}", failure.Message);
    }

    [Fact]
    public void Shows_what_wrk_said_instead_of_a_report()
    {
        var failure = Assert.Throws<BenchException>(() => WrkReport.Parse("unable to connect"));

        Assert.Equal(@"expected wrk to print a line like Requests/sec:\s+([\d.]+), got:" + "\nunable to connect", failure.Message);
    }
}
