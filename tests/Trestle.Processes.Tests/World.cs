using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Trestle.Processes.Tests;

/// <summary>A node of its own for each test, with a clock moved by hand and a log that is kept.</summary>
public abstract class World : IDisposable
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected World() => Node = new(new() { Workers = 2, Time = Time, Logging = Log });

    protected Node Node { get; }

    protected FakeTimeProvider Time { get; } = new();

    protected KeptLog Log { get; } = new();

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing) => Node.Dispose();

    /// <summary>Runs the body as a process and waits for its end; what it throws, the test throws.</summary>
    protected async Task InProcess(Func<Task> body)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        Node.Spawn(async () =>
        {
            try
            {
                await body();
                done.SetResult();
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });

        await done.Task.WaitAsync(Patience);
    }

    /// <summary>Waits, without a clock of its own, until the condition holds.</summary>
    protected static async Task Until(Func<bool> condition)
    {
        for (var start = Stopwatch.GetTimestamp(); !condition(); await Task.Yield())
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "The condition did not come to hold.");
    }

    protected static Task<ExitReason> EndOf(Pid pid) => pid.Mailbox!.Relations.Ended.WaitAsync(Patience);
}
