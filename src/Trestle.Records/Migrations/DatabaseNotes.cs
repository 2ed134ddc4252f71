using Microsoft.EntityFrameworkCore;

namespace Trestle;

/// <summary>What a database keeps about itself: whose it is, what the last release used of it, whether seeds are due.</summary>
sealed class DatabaseNotes(RecordContext context)
{
    const string Table = "trestle_notes";
    const string Environment = "environment";
    const string Seeds = "seeds";
    const string Uses = "uses";
    const string Production = "Production";

    public static bool IsProduction(string environment) => environment == Production;

    /// <summary>Whether it was a production's when it was last migrated.</summary>
    public async Task<bool> IsProductionAsync() => await ReadAsync(Environment) == Production;

    public async Task<bool> AreSeedsDueAsync() => await ReadAsync(Seeds) is not null;

    public Task SeedsAreDueAsync() => WriteAsync(Seeds, "due");

    public Task SeedsHaveRunAsync() =>
        context.Database.ExecuteSqlRawAsync($"DELETE FROM {Table} WHERE name = {{0}}", [Seeds], context.Cancellation);

    /// <summary>"books" and "books.title" of all that the release used which migrated last; null when none has said so.</summary>
    public async Task<IReadOnlySet<string>?> UsesAsync() => (await ReadAsync(Uses))?.Split('\n').ToHashSet();

    /// <summary>Keeps in mind whose database it is, and what this release uses of it.</summary>
    public async Task MigratedAsync(string environment)
    {
        var uses =
            from table in context.Model.GetRelationalModel().Tables
            from name in table.Columns.Select(c => $"{table.Name}.{c.Name}").Prepend(table.Name)
            select name;

        await WriteAsync(Environment, environment);
        await WriteAsync(Uses, string.Join('\n', uses));
    }

    async Task<string?> ReadAsync(string name)
    {
        await CreateAsync();

        return await context.Database
            .SqlQueryRaw<string>($"SELECT value AS \"Value\" FROM {Table} WHERE name = {{0}}", name)
            .FirstOrDefaultAsync(context.Cancellation);
    }

    async Task WriteAsync(string name, string value)
    {
        await CreateAsync();
        await context.Database.ExecuteSqlRawAsync(
            $"INSERT INTO {Table} (name, value) VALUES ({{0}}, {{1}}) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [name, value], context.Cancellation);
    }

    Task<int> CreateAsync() => context.Database.ExecuteSqlRawAsync(
        $"CREATE TABLE IF NOT EXISTS {Table} (name text NOT NULL PRIMARY KEY, value text NOT NULL)", context.Cancellation);
}
