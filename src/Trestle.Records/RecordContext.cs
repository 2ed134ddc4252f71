using System.Data;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Internal;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Trestle;

/// <summary>
/// EF Core's view of the running unit of work, for what records do not do themselves: <c>Database.Current</c>. Its
/// queries track nothing unless asked to by <c>AsTracking()</c>; what is tracked is saved by <c>SaveChangesAsync</c>,
/// unvalidated.
/// </summary>
public sealed class RecordContext : DbContext
{
    readonly Database database;
    HashSet<(Type Root, int Id)>? destroying;
    WriteGate.Turn? turn;
    UnitOfWork? unit;

    internal RecordContext(Database database, CancellationToken cancellation = default) : base(database.ContextOptions)
    {
        this.database = database;
        Cancellation = cancellation;
        Aftermath = new(database.Publish, database.Failed);
    }

    internal CancellationToken Cancellation { get; private set; }

    /// <summary>The one it serves; none while migrations run.</summary>
    internal UnitOfWork? Unit => unit;

    internal KeyRing Keys => database.Keys;

    internal Encryption Encryption => database.Encryption;

    internal int PasswordRounds => database.PasswordRounds;

    internal DateTimeOffset Now => database.Now;

    internal RecordShapes Shapes => database.Shapes;

    internal IReadOnlyList<Assembly> Assemblies => database.Options.Assemblies;

    internal DatabaseEngine Engine => database.Engine;

    internal IReadOnlyDictionary<string, Migration> GivenMigrations => database.Options.Migrations;

    internal bool IsInGate => turn is not null;

    internal Aftermath Aftermath { get; }

    internal WriteFlow Writes { get; } = new();

    /// <summary>What the database refused last in the running transaction.</summary>
    internal Exception? Refused { get; set; }

    /// <summary>How many savepoints there were, to name the next.</summary>
    internal int Savepoints { get; set; }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new InvalidOperationException(
        """
        SaveChanges() would keep a thread waiting for its turn to write.

        Await the asynchronous form:

            await Database.Current.SaveChangesAsync();
        """);

    public override async Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is not null)
            return await WriteForAuthorAsync(acceptAllChangesOnSuccess, cancellationToken);

        await using var transaction = await BeginWriteAsync();
        Database.AutoSavepointsEnabled = false;
        var count = await WriteForAuthorAsync(acceptAllChangesOnSuccess, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);

        return count;
    }

    // After the base has returned, this context may serve another unit of work already.
    public override ValueTask DisposeAsync()
    {
        if (unit is not null && !TryEnd())
#pragma warning disable EF1001 // Without its lease it is disposed of, and does not go back to the pool.
            ((IDbContextPoolable)this).ClearLease();
#pragma warning restore EF1001

        return base.DisposeAsync();
    }

    /// <summary>Serves this unit of work from now on.</summary>
    internal void Begin(UnitOfWork by, CancellationToken cancellation) => (unit, Cancellation) = (by, cancellation);

    internal void RefuseStrangers()
    {
        if (unit is not null && !unit.IsRunningHere)
            throw new InvalidOperationException(
                """
                This query was made in a unit of work that has ended, and what it would run on serves another one now.

                Make the query where it is used, or load its records before the request, event, job or message ends:

                    var records = await query.ToListAsync();
                """);
    }

    // Savepoints let a failed statement leave the rest of an outer transaction standing. Whoever owns the whole
    // transaction switches them off, for this one write.
    internal async Task<int> WriteTrackedAsync(
        bool acceptAllChangesOnSuccess, CancellationToken cancellation, bool stamps = true)
    {
        if (stamps)
            Stamp();

        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellation);
        }
        finally
        {
            Database.AutoSavepointsEnabled = true;
        }
    }

    /// <summary>
    /// Begins a transaction once it is this context's turn to write; no connection is held while it waits.
    /// </summary>
    internal async Task<IDbContextTransaction> BeginWriteAsync(IsolationLevel isolation = IsolationLevel.Unspecified)
    {
        await EnterGateAsync(Cancellation);

        try
        {
            return await Database.BeginTransactionAsync(isolation, Cancellation);
        }
        catch (Exception failure)
        {
            LeaveGate();

            if (Told(failure) is { } told)
                throw told;

            throw;
        }
    }

    /// <summary>What to tell of a failed transaction instead, where there is more to say than the driver does.</summary>
    internal Exception? Told(Exception failure) => Engine.Told(failure, Refused);

    internal async Task EnterGateAsync(CancellationToken cancellation) =>
        turn = await database.EnterGateAsync(cancellation);

    internal void LeaveGate()
    {
        turn?.Dispose();
        turn = null;
    }

    internal void RequireTransaction(string method)
    {
        if (Database.CurrentTransaction is null)
            throw new InvalidOperationException(
                $"""
                {method} locks until the transaction ends, and none is running.

                Put both what is read and what is written into one:

                    await Database.TransactionAsync(async () => ...);
                """);
    }

    /// <summary>False if it is being destroyed already: dependents may lead back to it.</summary>
    internal bool BeginDestroy(Record record) => (destroying ??= []).Add((Shapes.Of(record, Model).Relations.Root, record.Id));

    internal void EndDestroy(Record record) => destroying?.Remove((Shapes.Of(record, Model).Relations.Root, record.Id));

    internal bool IsDestroying(Type root, int id) => destroying?.Contains((root, id)) == true;

    internal Task<TResult> RunHeavyAsync<TResult>(Func<TResult> work) => database.RunHeavyAsync(work, Cancellation);

    internal Task<T?> FindByIdAsync<T>(int id) where T : Record => database.FindById<T>()(this, id, Cancellation);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        RecordModel.Build(modelBuilder, Assemblies);
        AttributeModel.Apply(modelBuilder, Encryption);
        database.EncryptedQueries.Describe(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        database.ConfigureConventions(configurationBuilder);
        configurationBuilder.Conventions.Add(_ => new LinkArrivals());
    }

    // False if something of the unit of work may still be going on.
    bool TryEnd()
    {
        var isInTransaction = Database.CurrentTransaction is not null;

        // A transaction leaves the gate by itself.
        if (!isInTransaction)
            LeaveGate();

        (unit, destroying, Savepoints) = (null, null, 0);

        return !isInTransaction && database.HasRoomForContexts && Database.GetDbConnection().State == ConnectionState.Closed;
    }

    // Records the author saved by tracking know it afterwards, as if they had saved themselves.
    async Task<int> WriteForAuthorAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellation)
    {
        var changed = ChangeTracker.Entries<Record>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(e => (e.Entity, IsDeleted: e.State == EntityState.Deleted, Undo: e.Entity.Remember()))
            .ToList();

        var count = await WriteTrackedAsync(acceptAllChangesOnSuccess, cancellation);

        foreach (var (record, isDeleted, undoSave) in changed)
        {
            if (isDeleted)
                record.MarkDestroyed();
            else
                record.MarkSaved(Shapes.Of(record, Model));

            Aftermath.Tell(record.TakeFacts());
            Aftermath.Undo(undoSave);
        }

        return count;
    }

    void Stamp()
    {
        var now = database.Now;

        foreach (var entry in ChangeTracker.Entries<Record>())
            Stamp(entry, now);
    }

    static void Stamp(EntityEntry<Record> entry, DateTimeOffset now)
    {
        if (entry.State is not (EntityState.Added or EntityState.Modified))
            return;

        if (entry.State == EntityState.Added && entry.Entity.CreatedAt == default)
            entry.Property(r => r.CreatedAt).CurrentValue = now;

        entry.Property(r => r.UpdatedAt).CurrentValue = now;
    }
}
