namespace Trestle;

/// <summary>
/// Lets one process at a time migrate a database. It is a lock on a file beside it, so that the operating system frees
/// it even when the process is killed.
/// </summary>
static class SqliteMigrationLock
{
    static readonly TimeSpan pause = TimeSpan.FromMilliseconds(50);

    public static async Task<IAsyncDisposable> EnterAsync(string database, TimeSpan patience, CancellationToken cancellation)
    {
        var file = database + "-migrating";
        var waited = TimeSpan.Zero;

        while (true)
        {
            try
            {
                // Never deleted: a process that still waits for a deleted file would not see the lock on the next one.
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < patience)
            {
                await Task.Delay(pause, cancellation);
                waited += pause;
            }
            catch (IOException failure)
            {
                throw new TimeoutException(
                    $"""
                    Another process has been migrating {Path.GetFileName(database)} for {patience.TotalSeconds:0.###} s.

                    Wait for it to end, or find it by the file it holds open: {file}
                    """, failure);
            }
        }
    }
}
