using Microsoft.EntityFrameworkCore;

namespace Trestle;

/// <summary>Makes the database ready before anything above it starts: migrated, and seeded when it is new.</summary>
sealed class DatabaseKeeper(AppSettings settings, Database database, DatabaseSeeds? seeds) : GenServer
{
    protected internal override async Task Init()
    {
        if (!settings.Migrate)
        {
            await RequireMigratedAsync();
            return;
        }

        var isNew = !(await Database.Current.Database.GetAppliedMigrationsAsync(Self.Cancellation)).Any();
        await database.MigrateAsync(Self.Cancellation);

        if (isNew && seeds is not null)
            await Database.TransactionAsync(seeds.Run);
    }

    // Better no start than one whose every page fails.
    static async Task RequireMigratedAsync()
    {
        var pending = (await Database.Current.Database.GetPendingMigrationsAsync(Self.Cancellation)).ToList();

        if (pending.Count > 0)
            throw new AppStartException(
                $"""
                The database lacks {pending.Count} of the application's migrations: {string.Join(", ", pending)}.

                Apply them at start with: --migrate true
                """);
    }
}
