using System.Reflection;
using Npgsql;

namespace Trestle.Records.Tests;

/// <summary>A PostgreSQL database of its own for a test.</summary>
public sealed class TestSite : IDisposable
{
    readonly string database = PostgresServer.Shared.Rent();

    public string ConnectionString => PostgresServer.Shared.ConnectionString(database);

    /// <summary>What messages call it.</summary>
    public string Name => database;

    public bool IsBeingWritten =>
        (long)Run("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'")! > 0;

    public DatabaseOptions Options(params Assembly[] assemblies) => new() { ConnectionString = ConnectionString, Assemblies = assemblies };

    /// <summary>Runs a statement through a connection of its own, which sees only what is committed.</summary>
    public object? Run(string sql) => PostgresServer.Shared.Run(database, sql);

    /// <summary>Lets nobody write the table until disposed; all may read.</summary>
    public IDisposable HoldWriters(string table)
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE", connection);
        command.ExecuteNonQuery();

        return connection;
    }

    /// <summary>Returns once so many wait to write.</summary>
    public void AwaitHeldWriters(int count) => Run(
        $"""
        DO $$ BEGIN LOOP
            EXIT WHEN (SELECT count(*) FROM pg_locks WHERE NOT granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) >= {count};
            PERFORM pg_sleep(0.01);
        END LOOP; END $$
        """);

    public void Dispose() => PostgresServer.Shared.Return(database);
}
