using Npgsql;

namespace Trestle;

/// <summary>
/// Lets one process at a time migrate a database: an advisory lock of a session, which the server frees when the
/// connection ends, however it ends.
/// </summary>
// https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS
static class PostgresMigrationLock
{
    // "trestle" in ASCII. Advisory locks count per database, so that one number does for all.
    const string Key = "32776877352709221";

    static readonly TimeSpan pause = TimeSpan.FromMilliseconds(50);

    public static async Task<IAsyncDisposable> EnterAsync(
        NpgsqlDataSource connections, string database, TimeSpan patience, CancellationToken cancellation)
    {
        var connection = await connections.OpenConnectionAsync(cancellation);

        try
        {
            for (var waited = TimeSpan.Zero; !await TryLockAsync(connection, cancellation); waited += pause)
            {
                if (waited >= patience)
                    throw new TimeoutException(
                        $"""
                        Another process has been migrating {database} for {patience.TotalSeconds:0.###} s.

                        Wait for it to end, or find it by its connection to the server: SELECT * FROM pg_stat_activity WHERE pid = {await HolderAsync(connection, cancellation)}
                        """);

                await Task.Delay(pause, cancellation);
            }

            return new Held(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    static async Task<bool> TryLockAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({Key})", connection);

        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    static async Task<object?> HolderAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT pid FROM pg_locks
            WHERE locktype = 'advisory' AND granted AND (classid::bigint << 32) + objid::bigint = {Key}
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """, connection);

        return await command.ExecuteScalarAsync(cancellation);
    }

    sealed class Held(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (connection)
            {
                await using var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({Key})", connection);
                await command.ExecuteNonQueryAsync();
            }
        }
    }
}
