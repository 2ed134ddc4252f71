using Microsoft.Data.Sqlite;

namespace Trestle.Bench.Records;

/// <summary>
/// The same work on the same table by different means. Each method is what one request would do, from opening to giving
/// back.
/// </summary>
abstract class Side(string file) : IAsyncDisposable
{
    public const int Rows = 1000;

    const string Schema =
        """
        CREATE TABLE articles (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, body TEXT NOT NULL, slug TEXT, stars INTEGER NOT NULL,
            created_at TEXT NOT NULL, updated_at TEXT NOT NULL)
        """;

    public static IReadOnlyDictionary<string, Func<string, Side>> All { get; } = new Dictionary<string, Func<string, Side>>
    {
        ["trestle"] = file => new TrestleSide(file),
        ["ef"] = file => new EfSide(file, EfSide.AsTrestle),
        ["ef-defaults"] = file => new EfSide(file, EfSide.Defaults),
        ["ado"] = file => new AdoSide(file),
    };

    public static string Title(int number) => $"Article {number} of the railway across the long valley and back";

    public static string Body { get; } = string.Concat(Enumerable.Repeat("A trestle carries the rails from one side to the other. ", 4));

    protected string ConnectionString { get; } = $"Data Source={file}";

    public async Task PrepareAsync()
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        await RunAsync(connection, "PRAGMA journal_mode = WAL");
        await RunAsync(connection, Schema);
        await RunAsync(connection, "BEGIN");

        for (var number = 1; number <= Rows; number++)
            await RunAsync(connection, $"INSERT INTO articles VALUES ({number}, '{Title(number)}', '{Body}', 'article-{number}', 0, '2025-01-31 12:00:00', '2025-01-31 12:00:00')");

        await RunAsync(connection, "COMMIT");
    }

    /// <summary>The title of the article.</summary>
    public abstract Task<string> FindAsync(int id);

    /// <summary>Finds these, one query each.</summary>
    public abstract Task<int> FindEachAsync(int[] ids);

    /// <summary>How many letters the titles of the first hundred have.</summary>
    public abstract Task<int> ListAsync();

    public abstract Task InsertAsync(string title);

    /// <summary>Loads the article and writes one column.</summary>
    public abstract Task UpdateAsync(int id, string title);

    /// <summary>Reads the article's stars and writes one more, in a transaction.</summary>
    public abstract Task StarAsync(int id);

    /// <summary>All stars there are.</summary>
    public async Task<long> StarsAsync()
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT sum(stars) FROM articles";

        return (long)(await command.ExecuteScalarAsync())!;
    }

    public abstract ValueTask DisposeAsync();

    static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
