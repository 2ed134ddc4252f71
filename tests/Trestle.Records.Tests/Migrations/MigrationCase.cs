using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests;

/// <summary>An empty database, and migrations that a test writes.</summary>
public abstract class MigrationCase : IAsyncDisposable
{
    readonly List<Database> databases = [];

    protected TestSite Site { get; } = new();

    protected LogLines Log { get; } = new();

    public async ValueTask DisposeAsync()
    {
        foreach (var database in databases)
            await database.DisposeAsync();

        Site.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The database as a release sees it that has these migrations.</summary>
    private protected Database With(params IEnumerable<Migration> migrations)
    {
        var database = new Database(Site.Options(typeof(string).Assembly) with
        {
            Loggers = Log,
            Migrations = migrations.Index().ToDictionary(m => $"2026010{m.Index + 1}000000_{Name(m.Item)}", m => m.Item),
        });

        databases.Add(database);

        return database;
    }

    private protected static Migration Step(Action<MigrationBuilder> up) => new Written<MigrationBuilder>(up);

    private protected static Migration Step(Action<MigrationBuilder> up, Action<MigrationBuilder> down) => new WrittenDown<MigrationBuilder>(up, down);

    /// <summary>Tables, columns, keys and indexes, without the words the databases have for types.</summary>
    private protected static async Task<string[]> Schema(Database database) =>
    [
        .. from line in await database.SchemaDifferencesAsync()
           let fact = line["The migrations make ".Length..line.LastIndexOf(';')]
           select fact.StartsWith("column ", StringComparison.Ordinal) ? Column(fact) : fact,
    ];

    static string Column(string fact) =>
        string.Join(' ', fact.Split(' ')[..2]) + (fact.Contains("NOT NULL", StringComparison.Ordinal) ? "" : " or null");

    static string Name(Migration migration) => migration.GetType().IsGenericType ? "Step" : migration.GetType().Name;

    // Open generic classes are not found among an assembly's migrations, which is what these want.
    class Written<T>(Action<T> up) : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => up((T)(object)migrationBuilder);
    }

    sealed class WrittenDown<T>(Action<T> up, Action<T> down) : Written<T>(up)
    {
        protected override void Down(MigrationBuilder migrationBuilder) => down((T)(object)migrationBuilder);
    }
}
