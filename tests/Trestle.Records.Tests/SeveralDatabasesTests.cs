namespace Trestle.Records.Tests;

public class SeveralDatabasesTests : TestDatabase
{
    [Fact]
    public async Task A_unit_of_work_of_one_can_run_inside_one_of_another()
    {
        using var site = new TestSite();
        await using var archive = new Database(site.Options(typeof(Article).Assembly));
        await archive.MigrateAsync();
        var article = await SavedArticle("Here");

        await using (archive.BeginUnitOfWork())
            await SavedArticle("There");

        Assert.Equal(["Here"], await Article.All.PluckAsync(a => a.Title));
        Assert.True(await article.UpdateAsync(new ArticleParams("Still here")));

        await using (archive.BeginUnitOfWork())
            Assert.Equal(["There"], await Article.All.PluckAsync(a => a.Title));
    }

    [Fact]
    public async Task One_for_reading_reads_and_refuses_every_write()
    {
        var article = await SavedArticle();
        await using var replica = new Database(Options with { IsReadOnly = true });
        await using var work = replica.BeginUnitOfWork();

        Assert.Equal("Bridges", (await Article.FindAsync(article.Id)).Title);
        var save = await Assert.ThrowsAsync<InvalidOperationException>(() => article.UpdateAsync(new ArticleParams("Viaducts")));
        await Assert.ThrowsAsync<InvalidOperationException>(article.DestroyAsync);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Article.All.DeleteAllAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Article.All.TouchAllAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.Current.Database.ExecuteSqlAsync($"DELETE FROM articles"));

        Assert.Equal(
            $"""
            This is a unit of work of a database for reading alone, {Path.GetFileName(Site.Name)}, and something is to be written.

            Write in a unit of work of the database that others are copied from:

                await using var work = primary.BeginUnitOfWork();
            """,
            save.Message);
        Assert.Equal(["Bridges"], await Article.All.PluckAsync(a => a.Title));
        Assert.False(Site.IsBeingWritten);
    }

    [Fact]
    public async Task Two_queries_run_at_once_in_units_of_work_of_their_own()
    {
        await SavedArticle("One");

        var counts = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            await using var work = Database.BeginUnitOfWork();

            return await Article.CountAsync();
        })));

        Assert.Equal([1, 1], counts);
    }
}
