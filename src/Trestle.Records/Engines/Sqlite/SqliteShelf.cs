using System.Collections.Concurrent;

namespace Trestle;

/// <summary>The connections of a file that nobody uses now.</summary>
sealed class SqliteShelf : IDisposable
{
    // As many as are likely to be at work at once: nobody keeps one while it waits, unless it is in a transaction.
    const int Most = 64;

    readonly ConcurrentStack<KeptConnection> resting = [];
    int count;
    volatile bool isClosed;

    /// <summary>The one used last, which remembers most of the file; null when there is none.</summary>
    public KeptConnection? Take()
    {
        if (!resting.TryPop(out var connection))
            return null;

        Interlocked.Decrement(ref count);

        return connection;
    }

    /// <summary>Closed, or it is closed now.</summary>
    public void Give(KeptConnection connection)
    {
        connection.Close();

        if (Interlocked.Increment(ref count) <= Most)
        {
            resting.Push(connection);

            // Also when it was closed just now.
            if (isClosed)
                Dispose();

            return;
        }

        Interlocked.Decrement(ref count);
        connection.Dispose();
    }

    /// <summary>Closes those that rest; what is given back later is closed then.</summary>
    public void Dispose()
    {
        isClosed = true;

        while (Take() is { } connection)
            connection.Dispose();
    }
}
