namespace Trestle;

/// <summary>Makes the database ready before anything above it starts: migrated, and seeded when it is new.</summary>
sealed class DatabaseKeeper(AppSettings settings, Database database, DatabaseSeeds? seeds) : GenServer
{
    protected internal override async Task Init()
    {
        if (!settings.Migrate)
            return;

        var isNew = !File.Exists(settings.DatabaseFile);
        await database.MigrateAsync(Self.Cancellation);

        if (isNew && seeds is not null)
            await Database.TransactionAsync(seeds.Run);
    }
}
