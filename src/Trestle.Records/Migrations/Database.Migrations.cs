using Microsoft.Extensions.Logging;

namespace Trestle;

public sealed partial class Database
{
    /// <summary>
    /// Applies the migrations the database lacks, oldest first, and gives their ids. Processes that start together wait
    /// for one another, and what a crash during an earlier migration left behind does not stop this one.
    /// </summary>
    public Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken = default) =>
        MigratingAsync(ApplyAllAsync, cancellationToken);

    /// <summary>
    /// Brings the database to where the migration was the last: applies what it lacks up to there, and rolls back what was
    /// applied later. The migration is told by its id, its name or its time; "0" rolls all back.
    /// </summary>
    public Task<IReadOnlyList<string>> MigrateAsync(string to, CancellationToken cancellationToken = default) =>
        MigratingAsync(async runner =>
        {
            var target = to == "0" ? "" : runner.Find(to);
            var status = await runner.StatusAsync();
            var pending = status.Where(m => m.IsPending && Order(m.Id, target) <= 0).Select(m => m.Id);
            var later = status.Where(m => m.IsApplied && Order(m.Id, target) > 0).Select(m => m.Id).Reverse();

            return [.. await EachAsync(pending, runner.ApplyAsync), .. await EachAsync(later, runner.RevertAsync)];
        }, cancellationToken);

    /// <summary>Undoes the migrations applied last, and gives their ids.</summary>
    /// <exception cref="MigrationException">One of them does not say how it is undone.</exception>
    public Task<IReadOnlyList<string>> RollbackAsync(int steps = 1, CancellationToken cancellationToken = default) =>
        MigratingAsync(
            async runner => await EachAsync((await runner.AppliedAsync()).Reverse().Take(steps), runner.RevertAsync),
            cancellationToken);

    /// <summary>Undoes the migrations applied last and applies them again, to try them while they are being written.</summary>
    public Task<IReadOnlyList<string>> RedoAsync(int steps = 1, CancellationToken cancellationToken = default) =>
        MigratingAsync(async runner =>
        {
            var last = (await runner.AppliedAsync()).Reverse().Take(steps).ToList();
            await EachAsync(last, runner.RevertAsync);

            return await EachAsync(Enumerable.Reverse(last), runner.ApplyAsync);
        }, cancellationToken);

    /// <summary>Every migration, applied, pending or missing, oldest first.</summary>
    public async Task<IReadOnlyList<MigrationStatus>> MigrationStatusAsync(CancellationToken cancellationToken = default)
    {
        await using var runner = new MigrationRunner(this, engine, logger, cancellationToken);

        return await runner.StatusAsync();
    }

    /// <summary>What the pending migrations would do to the release before, if it still runs while they are applied.</summary>
    public async Task<IReadOnlyList<string>> MigrationWarningsAsync(CancellationToken cancellationToken = default)
    {
        await using var runner = new MigrationRunner(this, engine, logger, cancellationToken);

        return await WarningsAsync(runner);
    }

    static int Order(string one, string other) => string.CompareOrdinal(one, other);

    static async Task<IReadOnlyList<string>> EachAsync(IEnumerable<string> ids, Func<string, Task> action)
    {
        List<string> done = [];

        foreach (var id in ids)
        {
            await action(id);
            done.Add(id);
        }

        return done;
    }

    static async Task<IReadOnlyList<string>> WarningsAsync(MigrationRunner runner)
    {
        var status = await runner.StatusAsync();

        // A database without any has no release before.
        if (!status.Any(m => m.IsApplied))
            return [];

        var lint = new MigrationLint(await runner.Notes.UsesAsync());

        return [.. status.Where(m => m.IsPending).SelectMany(m => lint.Warnings(m.Id, runner.Create(m.Id)))];
    }

    async Task<IReadOnlyList<string>> ApplyAllAsync(MigrationRunner runner)
    {
        foreach (var warning in await WarningsAsync(runner))
            LogMigrationWarning(warning);

        var pending = (await runner.StatusAsync()).Where(m => m.IsPending).Select(m => m.Id);
        var applied = await EachAsync(pending, runner.ApplyAsync);
        await runner.Notes.MigratedAsync(Options.Environment);

        return applied;
    }

    async Task<IReadOnlyList<string>> MigratingAsync(
        Func<MigrationRunner, Task<IReadOnlyList<string>>> work, CancellationToken cancellation)
    {
        await using var alone = await engine.EnterMigrationAsync(Options.MigrationPatience, cancellation);
        await using var runner = new MigrationRunner(this, engine, logger, cancellation);

        try
        {
            return await work(runner);
        }
        finally
        {
            // What a connection knows of a table, it knows of the table as it was.
            engine.CloseIdleConnections();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    partial void LogMigrationWarning(string warning);
}
