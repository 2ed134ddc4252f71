using Microsoft.Data.Sqlite;

namespace Peers;

/// <summary>The file that the peers of bench/Web ask: the same table and rows, set up as Trestle sets a file up.</summary>
public static class Shelf
{
    /// <summary>Makes the file in the folder that the bench gave; returns its connection string.</summary>
    public static string Create(IConfiguration configuration)
    {
        var file = Path.Combine(configuration["data"] ?? throw new InvalidOperationException("expected --data FOLDER"), "shelf.db");
        var address = $"Data Source={file}";
        using var connection = new SqliteConnection(address);
        connection.Open();
        Run(connection, "PRAGMA journal_mode = WAL");
        Run(
            connection,
            """
            CREATE TABLE products (
                id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, place TEXT NOT NULL, quantity INTEGER NOT NULL, price TEXT NOT NULL,
                created_at TEXT NOT NULL, updated_at TEXT NOT NULL)
            """);
        Run(
            connection,
            """
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000)
            INSERT INTO products (name, place, quantity, price, created_at, updated_at)
            SELECT 'Item ' || n, 'Shelf ' || (n % 7), n * 3, CAST(n * 1.25 AS TEXT), '2026-01-01 12:00:00', '2026-01-01 12:00:00' FROM numbers
            """);

        return address;
    }

    /// <summary>What Trestle says to each connection that it opens.</summary>
    public static void SetUp(SqliteConnection connection) =>
        Run(connection, "PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON");

    static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
