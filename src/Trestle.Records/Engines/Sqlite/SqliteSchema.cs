using Microsoft.Data.Sqlite;

namespace Trestle;

/// <summary>Reads what tables, columns, keys and indexes a SQLite database has, and compares two.</summary>
static class SqliteSchema
{
    // SQLite's, EF's and the framework's own tables are no business of the records.
    const string Facts =
        """
        WITH tables AS (
            SELECT name FROM sqlite_schema
            WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '__EF*' AND name NOT GLOB 'trestle_*')
        SELECT 'table ' || name FROM tables
        UNION ALL
        SELECT 'column ' || t.name || '.' || c.name || ' ' || c.type
            || CASE WHEN c."notnull" THEN ' NOT NULL' ELSE '' END || CASE WHEN c.pk THEN ' PRIMARY KEY' ELSE '' END
        FROM tables t, pragma_table_info(t.name) c
        UNION ALL
        SELECT 'foreign key ' || t.name || '.' || f."from" || ' to ' || f."table" || '.' || f."to" || ' ON DELETE ' || f.on_delete
        FROM tables t, pragma_foreign_key_list(t.name) f
        UNION ALL
        SELECT CASE WHEN i."unique" THEN 'unique index on ' ELSE 'index on ' END || t.name
            || ' (' || (SELECT group_concat(c.name, ', ') FROM pragma_index_info(i.name) c) || ')'
        FROM tables t, pragma_index_list(t.name) i WHERE i.origin <> 'pk'
        """;

    // Tables with their indexes, then what is made of them.
    const string Statements =
        """
        SELECT sql FROM sqlite_schema
        WHERE sql IS NOT NULL AND tbl_name NOT GLOB 'sqlite_*' AND tbl_name NOT GLOB 'trestle_*' AND tbl_name <> '__EFMigrationsLock'
        ORDER BY type IN ('view', 'trigger'), type = 'trigger', tbl_name, type <> 'table', name
        """;

    public static async Task<IReadOnlySet<string>> ReadAsync(SqliteConnection connection, CancellationToken cancellation) =>
        new SortedSet<string>(await RowsAsync(connection, Facts, cancellation), StringComparer.Ordinal);

    public static Task<List<string>> StatementsAsync(SqliteConnection connection, CancellationToken cancellation) =>
        RowsAsync(connection, Statements, cancellation);

    public static async Task<int> RunAsync(SqliteConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = Command(connection, sql);

        return await command.ExecuteNonQueryAsync(cancellation);
    }

    static async Task<List<string>> RowsAsync(SqliteConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<string> rows = [];

        while (await reader.ReadAsync(cancellation))
            rows.Add(reader.GetString(0));

        return rows;
    }

    static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only this file's own constants and EF's script come here.
        command.CommandText = sql;
#pragma warning restore CA2100

        return command;
    }
}
