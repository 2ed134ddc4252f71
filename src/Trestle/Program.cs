using System.Reflection;
using System.Runtime.InteropServices;

namespace Trestle;

/// <summary>An application from the command line to the exit code.</summary>
static class Program
{
    public static async Task<int> RunAsync(Assembly assembly, string[] args)
    {
        if (CommandLine.Understands(args))
            return await CommandLine.RunAsync(assembly, args, Console.Out, Console.Error);

        try
        {
            var settings = AppSettings.Read(assembly, args);
            await using var host = new AppHost(settings);
            var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

            await host.StartAsync(assembly);
            await Console.Out.WriteLineAsync($"Trestle is up: {host.Url}");

            var ended = await Task.WhenAny(stop.Task, host.Ended);

            if (ended != stop.Task)
            {
                await Console.Error.WriteLineAsync("The application's supervisor gave up, so the program ends. The log says why.");
                return 1;
            }

            await host.StopAsync();

            return 0;

            void Stop(PosixSignalContext signal)
            {
                signal.Cancel = true;
                stop.TrySetResult();
            }
        }
        catch (AppStartException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
    }
}
