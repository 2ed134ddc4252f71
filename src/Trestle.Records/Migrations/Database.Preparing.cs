using Microsoft.EntityFrameworkCore;

namespace Trestle;

public sealed partial class Database
{
    /// <summary>What messages call it: a file's path, or the name on the server.</summary>
    public string Name => engine.Name;

    /// <summary>Makes the file or the server's database, empty, if it is not there.</summary>
    public Task CreateAsync(CancellationToken cancellationToken = default) => engine.CreateAsync(cancellationToken);

    /// <summary>
    /// Removes the file or the server's database with all it holds, if it is there. One of production is kept, unless that
    /// is said.
    /// </summary>
    public async Task DropAsync(bool evenInProduction = false, CancellationToken cancellationToken = default)
    {
        if (!evenInProduction && await IsProductionAsync(cancellationToken))
            throw new MigrationException(
                $"""
                {Name} is a production database, so it was not dropped: what it holds would be gone.

                If that is meant, say so: DropAsync(evenInProduction: true), or db drop --even-in-production
                """);

        await engine.DropAsync(cancellationToken);
    }

    /// <summary>
    /// Makes the database ready for use, whatever its state: makes it if it is not there, applies the migrations it lacks,
    /// and seeds it if it is new. Gives the ids of the migrations applied.
    /// </summary>
    public Task<IReadOnlyList<string>> PrepareAsync(CancellationToken cancellationToken = default) =>
        MigratingAsync(async runner =>
        {
            // Noted, so that a process killed before the seeds have run leaves them to the next.
            if ((await runner.AppliedAsync()).Count == 0)
                await runner.Notes.SeedsAreDueAsync();

            var applied = await ApplyAllAsync(runner);

            if (await runner.Notes.AreSeedsDueAsync())
                await SeedAsync(cancellationToken);

            return applied;
        }, cancellationToken);

    /// <summary>Drops the database and makes it anew, with its seeds.</summary>
    public async Task<IReadOnlyList<string>> ResetAsync(bool evenInProduction = false, CancellationToken cancellationToken = default)
    {
        await DropAsync(evenInProduction, cancellationToken);

        return await PrepareAsync(cancellationToken);
    }

    /// <summary>Runs <see cref="DatabaseOptions.Seeds"/>, all of it or nothing.</summary>
    public async Task SeedAsync(CancellationToken cancellationToken = default)
    {
        await using var work = BeginUnitOfWork(cancellationToken);

        await TransactionAsync(async () =>
        {
            if (Options.Seeds is { } seeds)
                await seeds();

            await new DatabaseNotes(Current).SeedsHaveRunAsync();
        });
    }

    /// <summary>
    /// The schema as SQL, in an order that is always the same, with the migrations that are in it. It is the SQL of the
    /// database it came from: that alone says all of a schema, and reads the same to everybody.
    /// </summary>
    public async Task<string> DumpSchemaAsync(CancellationToken cancellationToken = default)
    {
        await using var runner = new MigrationRunner(this, engine, logger, cancellationToken);

        return SchemaFile.Write(
            engine.Kind,
            await engine.SchemaStatementsAsync(cancellationToken),
            (await runner.AppliedAsync()).Reverse().Select(runner.HistoryScriptOf));
    }

    /// <summary>Makes an empty database by a schema that <see cref="DumpSchemaAsync"/> gave, without any migration running.</summary>
    public Task LoadSchemaAsync(string schema, CancellationToken cancellationToken = default) =>
        MigratingAsync(async runner =>
        {
            SchemaFile.RequireKind(schema, engine.Kind);

            if ((await engine.SchemaStatementsAsync(cancellationToken)).Count > 0)
                throw new MigrationException(
                    $"""
                    {Name} has tables already, so the schema was not loaded into it.

                    Drop it first, if nothing in it is needed: db drop
                    """);

            await runner.LoadAsync(schema);
            await runner.Notes.SeedsAreDueAsync();

            return [];
        }, cancellationToken);

    async Task<bool> IsProductionAsync(CancellationToken cancellation)
    {
        if (DatabaseNotes.IsProduction(Options.Environment))
            return true;

        await using var context = new RecordContext(this, cancellation);

        return await context.Database.CanConnectAsync(cancellation) && await new DatabaseNotes(context).IsProductionAsync();
    }
}
