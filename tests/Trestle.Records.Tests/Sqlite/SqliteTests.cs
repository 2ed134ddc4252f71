namespace Trestle.Records.Tests;

/// <summary>What holds of a SQLite file only.</summary>
public class SqliteTests : TestDatabase
{
    [Fact]
    public async Task Says_how_the_migrations_differ_from_the_records()
    {
        Site.Run("DROP INDEX ix_articles_slug; ALTER TABLE comments ADD COLUMN mood TEXT; ALTER TABLE articles DROP COLUMN stars; CREATE TABLE trestle_keys (name TEXT);");

        Assert.Equal(
            [
                "The records want column articles.stars INTEGER NOT NULL; the migrations do not make it.",
                "The records want unique index on articles (slug); the migrations do not make it.",
                "The migrations make column comments.mood TEXT; no record wants it.",
            ],
            await Database.SchemaDifferencesAsync());
    }

    [Fact]
    public async Task Says_who_keeps_a_migration_waiting()
    {
        await using var held = await SqliteMigrationLock.EnterAsync(Site.Name, TimeSpan.Zero, default);
        await using var impatient = new Database(Options with { MigrationPatience = TimeSpan.Zero });

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => impatient.MigrateAsync());

        Assert.Equal(
            $"""
            Another process has been migrating test.db for 0 s.

            Wait for it to end, or find it by the file it holds open: {Site.Name}-migrating
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
    public async Task A_check_without_a_name_is_an_error_of_the_record()
    {
        Site.Run("ALTER TABLE parcels ADD COLUMN size INTEGER DEFAULT 3 CHECK (weight NOT IN (7, 8))");
        var parcel = new Parcel { Name = "Rails", Weight = 7 };

        Assert.False(await parcel.SaveAsync());

        Assert.Equal(["Parcel is invalid"], parcel.Errors.FullMessages);
    }

    [Fact]
    public async Task Says_that_the_file_is_full_and_goes_on_once_there_is_room()
    {
        await SavedArticle();
        await using var database = new Database(Options);
        await using var work = database.BeginUnitOfWork();
        await Database.Current.Database.OpenConnectionAsync();
        await Database.Current.Database.SqlQuery<int>($"PRAGMA max_page_count = 1").ToListAsync();
        var large = new Article { Title = "Large", Body = new string('x', 1_000_000) };

        var failure = await Assert.ThrowsAsync<DatabaseUnavailableException>(large.SaveAsync);

        Assert.Equal(
            $"""
            {Site.Name} is full: SQLite Error 13: 'database or disk is full'.

            Make room on its disk.
            """,
            failure.Message);
        Assert.Equal((true, 0, false), (large.IsNew, large.Id, Site.IsBeingWritten));
        await Database.Current.Database.SqlQuery<int>($"PRAGMA max_page_count = 1000000").ToListAsync();
        Assert.True(await large.SaveAsync());
    }

    [Fact]
    public async Task Says_that_a_file_is_no_database()
    {
        var file = Site.Name + "-other";
        await File.WriteAllTextAsync(file, new string('x', 5000));
        await using var database = new Database(Options with { ConnectionString = $"Data Source={file}" });
        await using var work = database.BeginUnitOfWork();

        var find = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => Article.FindAsync(1));
        var again = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => Article.FindAsync(1));

        Assert.Equal(
            $"""
            {file} is damaged, or no SQLite database: SQLite Error 26: 'file is not a database'.

            Put the last backup in its place, or name another file.
            """,
            find.Message);
        Assert.Equal(find.Message, again.Message);
    }

    [Fact]
    public void Says_that_a_folder_cannot_be_made()
    {
        File.WriteAllText(Site.Name + "-file", "");

        var failure = Assert.Throws<DatabaseUnavailableException>(() => new Database(DatabaseOptions.ForFile($"{Site.Name}-file/test.db")));

        Assert.StartsWith($"The folder {Site.Name}-file cannot be made: ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("\n\nName another one in DatabaseOptions.ConnectionString, or let the program write there.", failure.Message, StringComparison.Ordinal);
    }
}
