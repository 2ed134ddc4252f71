namespace Trestle;

public sealed partial class Database
{
    // A flood of sign-ins must leave processors for everything else; who waits here has no thread.
    readonly SemaphoreSlim heavyWork = new(Math.Max(1, Environment.ProcessorCount / 2));

    internal int PasswordRounds => Options.PasswordRounds;

    /// <summary>Runs what keeps a processor busy where it holds nobody up, on half of the processors at most.</summary>
    internal async Task<TResult> RunHeavyAsync<TResult>(Func<TResult> work, CancellationToken cancellation)
    {
        TResult result = default!;
        await heavyWork.WaitAsync(cancellation);

        try
        {
            await Options.HeavyWork(() => result = work());
        }
        finally
        {
            heavyWork.Release();
        }

        return result;
    }
}
