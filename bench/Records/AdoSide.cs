using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Trestle.Bench.Records;

/// <summary>The ceiling: commands and readers by hand, no objects but what is returned.</summary>
sealed class AdoSide(string file) : Side(file)
{
    const string Columns = "id, title, body, slug, stars, created_at, updated_at";

    static readonly ConditionalWeakTable<object, object> ready = [];

    /// <summary>As Trestle sets its connections up.</summary>
    public static void SetUp(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA mmap_size = 134217728";
        command.ExecuteNonQuery();
    }

    public override async Task<string> FindAsync(int id)
    {
        await using var connection = await OpenAsync();

        return await TitleAsync(connection, id);
    }

    public override async Task<int> FindEachAsync(int[] ids)
    {
        var letters = 0;

        foreach (var id in ids)
        {
            await using var connection = await OpenAsync();
            letters += (await TitleAsync(connection, id)).Length;
        }

        return letters;
    }

    public override async Task<int> ListAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, $"SELECT {Columns} FROM articles ORDER BY id LIMIT 100");
        await using var reader = await command.ExecuteReaderAsync();
        List<Row> rows = [];

        while (await reader.ReadAsync())
            rows.Add(Read(reader));

        return rows.Sum(r => r.Title.Length);
    }

    public override async Task InsertAsync(string title)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(
            connection,
            "INSERT INTO articles (title, body, slug, stars, created_at, updated_at) VALUES (@title, @body, 'new', 0, @now, @now) RETURNING id",
            ("@title", title), ("@body", Body), ("@now", DateTime.UtcNow));
        await command.ExecuteScalarAsync();
    }

    public override async Task UpdateAsync(int id, string title)
    {
        await using var connection = await OpenAsync();
        await TitleAsync(connection, id);
        await using var command = Command(
            connection, "UPDATE articles SET title = @title, updated_at = @now WHERE id = @id",
            ("@title", title), ("@now", DateTime.UtcNow), ("@id", id));
        await command.ExecuteNonQueryAsync();
    }

    public override Task StarAsync(int id) => throw new NotSupportedException("the writers' peer is EF Core");

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();

        return default;
    }

    async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();

        if (ready.TryAdd(connection.Handle!, this))
            SetUp(connection);

        return connection;
    }

    static async Task<string> TitleAsync(SqliteConnection connection, int id)
    {
        await using var command = Command(connection, $"SELECT {Columns} FROM articles WHERE id = @id LIMIT 1", ("@id", id));
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();

        return Read(reader).Title;
    }

    static Row Read(SqliteDataReader reader) => new(
        reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.GetInt32(4), reader.GetDateTime(5), reader.GetDateTime(6));

    static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;

        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);

        return command;
    }

    sealed record Row(int Id, string Title, string Body, string? Slug, int Stars, DateTime CreatedAt, DateTime UpdatedAt);
}
