using Npgsql;

namespace Trestle;

/// <summary>Makes the database itself, through the one every server has.</summary>
static class PostgresSetup
{
    const string Maintenance = "postgres";

    public static async Task CreateIfMissingAsync(
        string connectionString, string database, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);

        try
        {
            await connection.OpenAsync(cancellation);
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await CreateAsync(connectionString, database, cancellation);
        }
    }

    static async Task CreateAsync(string connectionString, string database, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Database = Maintenance, Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A database's name cannot be a parameter; it is quoted.
        command.CommandText = $"CREATE DATABASE {Quote(database)}";
#pragma warning restore CA2100

        try
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException failure)
            when (failure.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process was quicker.
        }
    }

    static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
