namespace Trestle.Records.Tests;

/// <summary>A database from nothing to seeded, its schema as text, and away again.</summary>
public sealed class PreparingTests : IAsyncDisposable
{
    readonly TestSite site = new();
    readonly List<Database> databases = [];
    int seeded;

    public async ValueTask DisposeAsync()
    {
        foreach (var database in databases)
            await database.DisposeAsync();

        site.Dispose();
    }

    [Fact]
    public async Task Seeds_a_new_database_and_no_other()
    {
        var database = Opened();

        await database.PrepareAsync();
        await database.PrepareAsync();

        Assert.Equal(1, seeded);
        Assert.Equal(1, await TagCount(database));
    }

    [Fact]
    public async Task Seeds_later_what_was_stopped_before_it_was_seeded()
    {
        var failing = Opened(seeds: () => throw new InvalidOperationException("stopped"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing.PrepareAsync());

        Assert.Empty(await Opened().PrepareAsync());

        Assert.Equal(1, seeded);
    }

    [Fact]
    public async Task Resets_to_what_a_new_database_has()
    {
        var database = Opened();
        await database.PrepareAsync();
        await using (database.BeginUnitOfWork())
            await new Tag { Name = "rails" }.SaveAsync();

        Assert.NotEmpty(await database.ResetAsync());

        Assert.Equal(1, await TagCount(database));
        Assert.Equal(2, seeded);
    }

    [Fact]
    public async Task Drops_and_makes_a_database()
    {
        var database = Opened();
        await database.PrepareAsync();

        await database.DropAsync();
        await database.DropAsync();
        await database.CreateAsync();
        await database.CreateAsync();

        Assert.All(await database.MigrationStatusAsync(), m => Assert.True(m.IsPending));
    }

    [Fact]
    public async Task Drops_no_database_of_production_unless_that_is_said()
    {
        await Opened(environment: "Production").PrepareAsync();
        var development = Opened();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => development.ResetAsync());

        Assert.Equal(
            $"""
            {site.Name} is a production database, so it was not dropped: what it holds would be gone.

            If that is meant, say so: DropAsync(evenInProduction: true), or db drop --even-in-production
            """,
            failure.Message);
        Assert.Equal(1, await TagCount(development));

        await development.ResetAsync(evenInProduction: true);
        await development.ResetAsync();
    }

    [Fact]
    public async Task A_schema_makes_the_same_database_again_without_its_migrations()
    {
        var database = Opened();
        await database.PrepareAsync();
        site.Run("CREATE VIEW famous AS SELECT id FROM articles WHERE stars > 9");
        var schema = await database.DumpSchemaAsync();

        await database.DropAsync();
        await database.LoadSchemaAsync(schema);

        Assert.Equal(schema, await database.DumpSchemaAsync());
        Assert.Empty(await database.SchemaDifferencesAsync());
        Assert.Empty(await database.PrepareAsync());
        Assert.Equal(1, await TagCount(database));
        Assert.Equal(2, seeded);
    }

    [Fact]
    public async Task A_schema_is_read_by_the_kind_of_database_that_wrote_it()
    {
        var failure = await Assert.ThrowsAsync<MigrationException>(() => Opened().LoadSchemaAsync("-- Database: Oracle\n\nCREATE TABLE one (id int);"));

        Assert.Equal(
            $"""
            The schema is one of Oracle, and the database is of {Kind}.

            Make the database by its migrations instead, which run on both: db migrate
            """,
            failure.Message);
    }

    [Fact]
    public async Task A_schema_is_loaded_into_an_empty_database_only()
    {
        var database = Opened();
        await database.PrepareAsync();
        var schema = await database.DumpSchemaAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.LoadSchemaAsync(schema));

        Assert.Equal(
            $"""
            {site.Name} has tables already, so the schema was not loaded into it.

            Drop it first, if nothing in it is needed: db drop
            """,
            failure.Message);
    }

    static string Kind => typeof(PreparingTests).Assembly.GetName().Name!.Contains("Postgres", StringComparison.Ordinal) ? "PostgreSQL" : "SQLite";

    Database Opened(string environment = "Development", Func<Task>? seeds = null)
    {
        var database = new Database(site.Options(typeof(Article).Assembly) with { Environment = environment, Seeds = seeds ?? Seed });
        databases.Add(database);

        return database;
    }

    async Task Seed()
    {
        seeded++;
        await new Tag { Name = "bridges" }.SaveAsync();
    }

    static async Task<int> TagCount(Database database)
    {
        await using var work = database.BeginUnitOfWork();

        return await Tag.CountAsync();
    }
}
