using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>Makes the database ready before anything above it starts: migrated, and seeded when it is new.</summary>
sealed partial class DatabaseKeeper(AppSettings settings, Database database, ILogger<DatabaseKeeper> logger) : GenServer
{
    protected internal override async Task Init()
    {
        try
        {
            await (settings.Migrate ? PrepareAsync() : LookForPendingAsync());
        }
        catch (Exception failure) when (failure is MigrationException or DatabaseUnavailableException or TimeoutException)
        {
            throw new AppStartException(failure.Message, failure);
        }
    }

    async Task PrepareAsync()
    {
        await database.PrepareAsync(Self.Cancellation);
        await AppDatabase.KeepSchemaAsync(settings, database, Self.Cancellation);
    }

    // Better no start than one whose every page fails. In development there is a page for it, with a button.
    async Task LookForPendingAsync()
    {
        var status = await database.MigrationStatusAsync(Self.Cancellation);
        var pending = string.Join(", ", status.Where(m => m.IsPending).Select(m => m.Id));

        if (pending.Length == 0)
            return;

        if (settings.IsDevelopment)
            LogPending(pending);
        else
            throw new AppStartException(
                $"""
                The database lacks {status.Count(m => m.IsPending)} of the application's migrations: {pending}.

                Apply them with the command db migrate, or at start with: --migrate true
                """);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database lacks the migrations {Pending}. Any page shows them, and a button that applies them.")]
    partial void LogPending(string pending);
}
