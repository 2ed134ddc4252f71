using Trestle;

namespace Blog.Tests;

public sealed class MigrationTests : IAsyncDisposable
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("blog-");
    readonly Database database;

    public MigrationTests() =>
        database = new(DatabaseOptions.ForFile(Path.Combine(data.FullName, "blog.db"), typeof(App).Assembly));

    [Fact]
    public async Task The_migrations_fit_the_records()
    {
        await database.MigrateAsync();

        Assert.Empty(await database.SchemaDifferencesAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        data.Delete(recursive: true);
    }
}
