using System.Diagnostics;

namespace Trestle.Bench;

/// <summary>A run of wrk, the load generator: keeps connections busy with one request each until its time is up.</summary>
sealed class Wrk : IDisposable
{
    readonly Process process;

    Wrk(Process process) => this.process = process;

    public static Wrk Start(Uri url, int connections, TimeSpan time, string? script = null) => new(Process.Start(new ProcessStartInfo(
        "wrk", ["-t1", $"-c{connections}", $"-d{time.TotalSeconds:0}s", "--timeout", "30s", "--latency", .. Script(script), url.ToString()])
    {
        RedirectStandardOutput = true,
    })!);

    static string[] Script(string? file) => file is null ? [] : ["-s", file];

    public async Task<WrkReport> ReportAsync(CancellationToken cancellation) =>
        WrkReport.Parse(await process.StandardOutput.ReadToEndAsync(cancellation));

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
