using Microsoft.Data.Sqlite;

namespace Trestle;

/// <summary>Sets a connection up as Rails 8 does, before its first use.</summary>
static class SqlitePragmas
{
    // WAL: readers and the writer do not wait for one another. NORMAL is safe with it: a killed process loses nothing.
    const string SetUp =
        """
        PRAGMA synchronous = NORMAL;
        PRAGMA busy_timeout = 5000;
        PRAGMA foreign_keys = ON;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA journal_mode = WAL;
        """;

    public static void Set(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = SetUp;
        command.ExecuteNonQuery();
    }
}
