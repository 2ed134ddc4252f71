using Npgsql;

namespace Trestle;

/// <summary>Reads what tables, columns, keys and indexes a PostgreSQL schema has.</summary>
static class PostgresSchema
{
    const string Scratch = "trestle_wanted";

    // EF's and the framework's own tables are no business of the records.
    const string Facts =
        """
        WITH tables AS (
            SELECT c.oid, c.relname AS name FROM pg_class c
            WHERE c.relnamespace = @schema::regnamespace AND c.relkind IN ('r', 'p')
                AND c.relname NOT LIKE '\_\_EF%' AND c.relname NOT LIKE 'trestle\_%'),
        columns AS (
            SELECT t.name AS "table", a.attrelid, a.attnum, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required
            FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid WHERE a.attnum > 0 AND NOT a.attisdropped)
        SELECT 'table ' || name FROM tables
        UNION ALL
        SELECT 'column ' || c."table" || '.' || c.name || ' ' || c.type || CASE WHEN c.required THEN ' NOT NULL' ELSE '' END
            || CASE WHEN EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.attrelid AND i.indisprimary AND c.attnum = ANY (i.indkey)) THEN ' PRIMARY KEY' ELSE '' END
        FROM columns c
        UNION ALL
        SELECT 'foreign key ' || t.name || '.' || a.attname || ' to ' || p.relname || '.' || pa.attname || ' ON DELETE '
            || CASE k.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' WHEN 'r' THEN 'RESTRICT' ELSE 'NO ACTION' END
        FROM tables t
        JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
        JOIN pg_class p ON p.oid = k.confrelid
        CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS pair (own, other)
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.own
        JOIN pg_attribute pa ON pa.attrelid = k.confrelid AND pa.attnum = pair.other
        UNION ALL
        SELECT CASE WHEN i.indisunique THEN 'unique index on ' ELSE 'index on ' END || t.name || ' ('
            || (SELECT string_agg(a.attname, ', ' ORDER BY place.at) FROM unnest(i.indkey) WITH ORDINALITY AS place (number, at)
                JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = place.number) || ')'
        FROM tables t JOIN pg_index i ON i.indrelid = t.oid WHERE NOT i.indisprimary
        """;

    public static async Task<IReadOnlySet<string>> ReadAsync(
        NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Facts, connection);
        command.Parameters.AddWithValue("schema", schema);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var facts = new SortedSet<string>(StringComparer.Ordinal);

        while (await reader.ReadAsync(cancellation))
            facts.Add(reader.GetString(0));

        return facts;
    }

    /// <summary>Makes the tables of the script in a schema of their own, reads them, and takes all back.</summary>
    public static async Task<IReadOnlySet<string>> ReadAsMadeByAsync(
        NpgsqlConnection connection, string script, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
#pragma warning disable CA2100 // EF's own script.
        await using var command = new NpgsqlCommand(
            $"CREATE SCHEMA {Scratch}; SET LOCAL search_path TO {Scratch}, public; {script}", connection, transaction);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);

        return await ReadAsync(connection, Scratch, cancellation);
    }
}
