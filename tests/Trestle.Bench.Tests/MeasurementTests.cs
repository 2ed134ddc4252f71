namespace Trestle.Bench.Tests;

public class MeasurementTests
{
    [Fact]
    public void More_requests_than_the_peer_is_a_ratio_above_one()
    {
        var measurement = new Measurement("http.hello", Unit.RequestsPerSecond, new([300]), "bare", new([200]));

        Assert.Equal(1.5, measurement.Ratio);
    }

    [Fact]
    public void Less_waiting_than_the_peer_is_a_ratio_above_one()
    {
        var measurement = new Measurement("slow.64.p99_ms", Unit.Milliseconds, new([200]), "bare", new([300]));

        Assert.Equal(1.5, measurement.Ratio);
    }

    [Fact]
    public void Is_one_line_of_JSON_with_the_medians()
    {
        var measurement = new Measurement(
            "http.table", Unit.RequestsPerSecond, new([9000, 12000.12345, 15000]), "mvc", new([8000, 9000, 7000]));

        Assert.Equal(
            """{"name":"http.table","value":12000.123,"unit":"req/s","peer":"mvc","peerValue":8000,"ratio":1.5}""",
            measurement.ToJson());
    }

    [Fact]
    public void Without_a_peer_the_peer_is_null()
    {
        var measurement = new Measurement("slow.64.p50_ms", Unit.Milliseconds, new([204.5]));

        Assert.Equal(
            """{"name":"slow.64.p50_ms","value":204.5,"unit":"ms","peer":null,"peerValue":null,"ratio":null}""",
            measurement.ToJson());
    }

    [Fact]
    public void Beside_a_zero_there_is_no_ratio()
    {
        var measurement = new Measurement("processes.tick.hogs4.missed", Unit.Missed, new([0]), "erlang", new([0]));

        Assert.Null(measurement.Ratio);
    }
}
