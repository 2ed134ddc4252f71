using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Trestle.Records.Tests;

public class DatabaseTests : TestDatabase
{
    [Fact]
    public async Task Its_migrations_make_what_the_records_want() =>
        Assert.Empty(await Database.SchemaDifferencesAsync());

    [Fact]
    public async Task Says_how_the_migrations_differ_from_the_records()
    {
        await RunAsync("DROP INDEX ix_articles_slug; ALTER TABLE comments ADD COLUMN mood TEXT; ALTER TABLE articles DROP COLUMN stars; CREATE TABLE trestle_keys (name TEXT);");

        Assert.Equal(
            [
                "The records want column articles.stars INTEGER NOT NULL; the migrations do not make it.",
                "The records want unique index on articles (slug); the migrations do not make it.",
                "The migrations make column comments.mood TEXT; no record wants it.",
            ],
            await Database.SchemaDifferencesAsync());
    }

    [Fact]
    public async Task Migrates_once()
    {
        await SavedArticle();

        await Database.MigrateAsync();

        Assert.Equal(1, await Article.CountAsync());
        Assert.Equal(
            ["20250131120000_CreateArticles", "20250201090000_CreateComments", "20250202090000_CreateTags"],
            await Database.Current.Database.GetAppliedMigrationsAsync());
    }

    [Fact]
    public async Task Recovers_from_the_lock_of_a_crashed_migration()
    {
        await RunAsync("INSERT INTO __EFMigrationsLock (Id, Timestamp) VALUES (1, '2025-01-31 12:00:00+00:00')");

        await Database.MigrateAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal([$"Warning: Removed the lock a crashed migration of {File} had left behind"], Log.Lines);
    }

    [Fact]
    public async Task Processes_that_start_together_migrate_one_after_another()
    {
        var path = File + "-new";
        Database[] starting = [.. Enumerable.Range(0, 4).Select(_ => new Database(DatabaseOptions.ForFile(path, typeof(Article).Assembly)))];

        await Task.WhenAll(starting.Select(d => Task.Run(() => d.MigrateAsync()))).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Empty(await starting[0].SchemaDifferencesAsync());
        foreach (var database in starting)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task Says_who_keeps_a_migration_waiting()
    {
        using var held = await MigrationLock.EnterAsync(File, TimeSpan.Zero, default);
        await using var impatient = new Database(Options with { MigrationPatience = TimeSpan.Zero });

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => impatient.MigrateAsync());

        Assert.Equal(
            $"""
            Another process has been migrating test.db for 0 s.

            Wait for it to end, or find it by the file it holds open: {File}-migrating
            """,
            failure.Message);
    }

    [Fact]
    public async Task Sets_every_connection_up()
    {
        await SavedArticle();
        var database = Database.Current.Database;

        Assert.Equal("wal", await database.SqlQuery<string>($"SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync());
        Assert.Equal(1, await database.SqlQuery<int>($"SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync());
        Assert.Equal(1, await database.SqlQuery<int>($"SELECT foreign_keys AS Value FROM pragma_foreign_keys").SingleAsync());
        Assert.Equal(5000, await database.SqlQuery<int>($"SELECT timeout AS Value FROM pragma_busy_timeout").SingleAsync());
    }

    [Fact]
    public void Refuses_a_database_in_memory()
    {
        var failure = Assert.Throws<ArgumentException>(() => new Database(DatabaseOptions.ForFile(":memory:")));

        Assert.Equal(
            """
            expected ConnectionString to name a file, got: Data Source=:memory:

            Connections come and go with every query, and a database in memory would go with them. In a test, use a temporary file:

                DatabaseOptions.ForFile(Path.Combine(folder, "test.db"), typeof(Article).Assembly)
            """,
            failure.Message);
    }

    [Fact]
    public async Task Says_when_a_record_is_not_in_its_assemblies()
    {
        await using var empty = new Database(DatabaseOptions.ForFile(File, typeof(string).Assembly));
        await using var work = empty.BeginUnitOfWork();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => new Article { Title = "Bridges", Body = "They carry rails." }.SaveAsync());

        Assert.Equal(
            """
            Article is not in the database's model: its assembly Trestle.Records.Tests is not among DatabaseOptions.Assemblies.

            Add it there:

                Assemblies = [typeof(Article).Assembly]
            """,
            failure.Message);
    }

    [Fact]
    public async Task Nothing_keeps_a_disposed_database_alive()
    {
        var database = await UseAndDispose();

        for (var i = 0; i < 10 && database.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(database.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    async Task<WeakReference> UseAndDispose()
    {
        var database = new Database(Options);

        await using (database.BeginUnitOfWork())
            await SavedArticle();

        await database.DisposeAsync();

        return new(database);
    }

    async Task RunAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
