using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Trestle;

/// <summary>Sets every connection up as Rails 8 does, before its first use.</summary>
sealed class SqlitePragmas(DatabaseEngine engine) : DbConnectionInterceptor
{
    // WAL: readers and the writer do not wait for one another. NORMAL is safe with it: a killed process loses nothing.
    const string Wal = "PRAGMA journal_mode = WAL;";

    const string SetUp =
        """
        PRAGMA synchronous = NORMAL;
        PRAGMA busy_timeout = 5000;
        PRAGMA foreign_keys = ON;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA mmap_size = 134217728;
        """;

    // The pool hands the same native connection out again and again, and it keeps its settings.
    readonly ConditionalWeakTable<object, object> ready = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        var sqlite = (SqliteConnection)connection;

        if (!ready.TryAdd(sqlite.Handle!, this))
            return;

        try
        {
            Prepare(sqlite);
        }
        catch (SqliteException failure)
        {
            // The connection rests in the pool although it is not set up.
            ready.Remove(sqlite.Handle!);

            throw engine.Trouble(failure) ?? (Exception)failure;
        }
    }

    // SQLite's asynchronous calls are synchronous underneath.
    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);

        return Task.CompletedTask;
    }

    static void Prepare(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = SetUp;
        command.ExecuteNonQuery();

        // EF looks whether a database exists through a connection that may not write.
        if (new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly)
            return;

        command.CommandText = Wal;
        command.ExecuteNonQuery();
    }
}
