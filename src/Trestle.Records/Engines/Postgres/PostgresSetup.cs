using Npgsql;

namespace Trestle;

/// <summary>Makes the database itself, through the one every server has.</summary>
static class PostgresSetup
{
    const string Maintenance = "postgres";

    public static async Task CreateIfMissingAsync(
        string connectionString, string database, CancellationToken cancellation)
    {
        // A pooled one may be of a database that has been dropped since.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ToString());

        try
        {
            await connection.OpenAsync(cancellation);
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await CreateAsync(connectionString, database, cancellation);
        }
    }

    /// <summary>Whoever is still connected is thrown out.</summary>
    public static Task DropAsync(string connectionString, string database, CancellationToken cancellation) =>
        RunAsync(connectionString, $"DROP DATABASE IF EXISTS {SqlName.Quote(database)} WITH (FORCE)", cancellation);

    static async Task CreateAsync(string connectionString, string database, CancellationToken cancellation)
    {
        try
        {
            await RunAsync(connectionString, $"CREATE DATABASE {SqlName.Quote(database)}", cancellation);
        }
        catch (PostgresException failure)
            when (failure.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process was quicker.
        }
    }

    static async Task RunAsync(string connectionString, string sql, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Database = Maintenance, Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A database's name cannot be a parameter; it is quoted.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
