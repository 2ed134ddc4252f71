using System.Diagnostics;

namespace Trestle.Bench;

/// <summary>The scenarios as bench/Peers/Erlang has them, compiled when first needed.</summary>
sealed class ErlangPeer
{
    readonly string code;

    ErlangPeer(string code) => this.code = code;

    public static async Task<ErlangPeer> CompileAsync(CancellationToken cancellation)
    {
        var code = Artifacts.Folder("erlang").FullName;
        var sources = Directory.GetFiles(Artifacts.Source("Peers/Erlang"), "*.erl");

        using var compiler = Process.Start(
            new ProcessStartInfo("erlc", ["-o", code, .. sources]) { RedirectStandardOutput = true })!;
        var complaints = await compiler.StandardOutput.ReadToEndAsync(cancellation);
        await compiler.WaitForExitAsync(cancellation);

        return compiler.ExitCode == 0 ? new(code) : throw new BenchException($"erlc refused the peer:\n{complaints}");
    }

    public Task<Readings> RunAsync(Scenario scenario, Length length, TimeSpan patience, CancellationToken cancellation) =>
        Child.RunAsync(
            "erl",
            ["+P", "4000000", "-noshell", "-noinput", "-pa", code, "-run", "bench", "main", scenario.Name, $"{scenario.Count(length)}"],
            patience,
            cancellation);
}
