using Trestle;

namespace Board.Tests;

public sealed class MigrationTests : IAsyncDisposable
{
    readonly TestApp<App> board = new();

    [Fact]
    public async Task The_migrations_fit_the_records()
    {
        await board.StartAsync();

        Assert.Empty(await board.Database.SchemaDifferencesAsync());
    }

    public ValueTask DisposeAsync() => board.DisposeAsync();
}
