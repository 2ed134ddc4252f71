using System.Runtime.CompilerServices;

namespace Trestle.Records.Tests;

public class DatabaseTests : TestDatabase
{
    [Fact]
    public async Task Its_migrations_make_what_the_records_want() =>
        Assert.Empty(await Database.SchemaDifferencesAsync());

    [Fact]
    public async Task Migrates_once()
    {
        await SavedArticle();

        await Database.MigrateAsync();

        Assert.Equal(1, await Article.CountAsync());
        Assert.Equal(Database.Current.Database.GetMigrations(), await Database.Current.Database.GetAppliedMigrationsAsync());
    }

    [Fact]
    public async Task Processes_that_start_together_migrate_one_after_another()
    {
        using var site = new TestSite();
        Database[] starting = [.. Enumerable.Range(0, 4).Select(_ => new Database(site.Options(typeof(Article).Assembly)))];

        await Task.WhenAll(starting.Select(d => Task.Run(() => d.MigrateAsync()))).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Empty(await starting[0].SchemaDifferencesAsync());
        foreach (var database in starting)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task Says_when_a_record_is_not_in_its_assemblies()
    {
        await using var empty = new Database(Site.Options(typeof(string).Assembly));
        await using var work = empty.BeginUnitOfWork();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => new Article { Title = "Bridges", Body = "They carry rails." }.SaveAsync());

        Assert.Equal(
            $"""
            Article is not in the database's model: its assembly {typeof(Article).Assembly.GetName().Name} is not among DatabaseOptions.Assemblies.

            Add it there:

                Assemblies = [typeof(Article).Assembly]
            """,
            failure.Message);
    }

    [Fact]
    public async Task Nothing_keeps_a_disposed_database_alive()
    {
        var database = await UseAndDispose();

        // The stack that disposed it would otherwise still be below this one.
        await Task.Yield();

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
}
