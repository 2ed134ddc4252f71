namespace Trestle.Records.Tests;

/// <summary>What holds of a PostgreSQL database only.</summary>
public class PostgresTests : TestDatabase
{
    [Fact]
    public async Task Says_how_the_migrations_differ_from_the_records()
    {
        Site.Run("DROP INDEX ix_articles_slug; ALTER TABLE comments ADD COLUMN mood TEXT; ALTER TABLE articles DROP COLUMN stars; CREATE TABLE trestle_keys (name TEXT);");

        Assert.Equal(
            [
                "The records want column articles.stars integer NOT NULL; the migrations do not make it.",
                "The records want unique index on articles (slug); the migrations do not make it.",
                "The migrations make column comments.mood text; no record wants it.",
            ],
            await Database.SchemaDifferencesAsync());
    }

    [Fact]
    public async Task Says_who_keeps_a_migration_waiting()
    {
        await using var connections = Npgsql.NpgsqlDataSource.Create(Site.ConnectionString);
        await using var held = await PostgresMigrationLock.EnterAsync(connections, Site.Name, TimeSpan.Zero, default);
        var holder = Site.Run("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
        await using var impatient = new Database(Options with { MigrationPatience = TimeSpan.Zero });

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => impatient.MigrateAsync());

        Assert.Equal(
            $"""
            Another process has been migrating {Site.Name} for 0 s.

            Wait for it to end, or find it by its connection to the server: SELECT * FROM pg_stat_activity WHERE pid = {holder}
            """,
            failure.Message);
    }

    [Fact]
    public async Task Frees_the_lock_of_a_migration_whose_process_is_gone()
    {
        await using var connections = Npgsql.NpgsqlDataSource.Create(Site.ConnectionString);
        await PostgresMigrationLock.EnterAsync(connections, Site.Name, TimeSpan.Zero, default);

        Site.Run("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");

        await Database.MigrateAsync().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Makes_a_database_that_is_missing()
    {
        var settings = new Npgsql.NpgsqlConnectionStringBuilder(Site.ConnectionString) { Database = $"{Site.Name}_new" };
        await using var database = new Database(Options with { ConnectionString = settings.ToString() });

        await database.MigrateAsync();

        Assert.Empty(await database.SchemaDifferencesAsync());
        await database.DisposeAsync();
        PostgresServer.Shared.Drop($"{Site.Name}_new");
    }

    [Fact]
    public async Task What_a_column_does_not_take_is_an_error_of_the_record()
    {
        Site.Run("ALTER TABLE articles ALTER body TYPE varchar(12), ALTER title TYPE varchar(40)");
        Site.Run("ALTER TABLE tags ALTER uses TYPE smallint");

        var article = new Article { Title = "Bridges", Body = "They carry rails over valleys." };
        Assert.False(await article.SaveAsync());
        Assert.Equal(["Body is too long (maximum is 12 characters)"], article.Errors.FullMessages);

        article.Title = "Bridges over valleys and tunnels";
        Assert.False(await article.SaveAsync());
        Assert.Equal(["Article has a text that is too long (maximum is 12 characters)"], article.Errors.FullMessages);

        var tag = new Tag { Name = "much used", Uses = 40_000 };
        Assert.False(await tag.SaveAsync());
        Assert.Equal(["Tag has a number that is too large to be stored"], tag.Errors.FullMessages);

        (tag.Uses, article.Body) = (4, "They carry.");
        Assert.Equal((true, true), (await tag.SaveAsync(), await article.SaveAsync()));
    }

    [Fact]
    public async Task A_row_that_another_shuts_out_is_an_error_of_the_record()
    {
        Site.Run("ALTER TABLE tags ADD CONSTRAINT ex_tags_uses EXCLUDE (uses WITH =)");
        await SavedTag("one", uses: 3);

        var other = new Tag { Name = "other", Uses = 3 };

        Assert.False(await other.SaveAsync());
        Assert.Equal(["Uses has already been taken"], other.Errors.FullMessages);
    }

    [Fact]
    public async Task Says_that_the_server_has_ended_the_connection_and_goes_on()
    {
        var failure = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => Database.TransactionAsync(async () =>
        {
            await SavedArticle();
            Site.Run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            await SavedArticle("never");
        }));

        // Whether the server's last words are read depends on who is quicker.
        Assert.Matches(
            $"""
            \A{Site.Name} (is stopping or starting: 57P01: [^\n]+

            Try again shortly\.|does not answer: Exception while (reading|writing)[^\n]+

            Start its server, or correct the address in DatabaseOptions\.ConnectionString\.)\z
            """,
            failure.Message);
        Assert.Equal(0, await Article.CountAsync());
        await SavedArticle();
    }
}
