namespace Trestle.Bench.Processes;

/// <summary>Stands in until processes have a pool for blocking calls of their own.</summary>
static class Blocking
{
    static readonly SemaphoreSlim Places = new(64);

    public static async Task Run(Action work)
    {
        await Places.WaitAsync();

        try
        {
            await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            Places.Release();
        }
    }
}
