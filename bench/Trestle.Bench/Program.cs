using System.Runtime.InteropServices;
using Trestle.Bench;

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    var options = Options.Parse(args);

    await Report.PrintAsync(options.Suite.RunAsync(options, stop.Token), options.Json);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
catch (Exception failure)
{
    await Console.Error.WriteLineAsync(failure is BenchException ? failure.Message : failure.ToString());
    return 1;
}

// Unwind rather than die, so that every server that was started is stopped.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
