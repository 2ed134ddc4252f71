using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
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
    readonly List<object> facts = [];
    readonly List<Action> undo = [];
    WriteGate.Turn? turn;

    internal RecordContext(Database database, CancellationToken cancellation) : base(database.ContextOptions)
    {
        this.database = database;
        Cancellation = cancellation;
    }

    internal CancellationToken Cancellation { get; }

    internal DateTimeOffset Now => database.Now;

    internal RecordShapes Shapes => database.Shapes;

    internal IReadOnlyList<Assembly> Assemblies => database.Options.Assemblies;

    internal int RowParameters => database.RowParameters;

    internal bool IsInGate => turn is not null;

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

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        LeaveGate();
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
    internal async Task<IDbContextTransaction> BeginWriteAsync()
    {
        await EnterGateAsync(Cancellation);

        try
        {
            return await Database.BeginTransactionAsync(Cancellation);
        }
        catch
        {
            LeaveGate();
            throw;
        }
    }

    internal async Task EnterGateAsync(CancellationToken cancellation) =>
        turn = await database.EnterGateAsync(cancellation);

    internal void LeaveGate()
    {
        turn?.Dispose();
        turn = null;
    }

    /// <summary>
    /// Keeps what a save has to tell until the transaction commits, and how to undo it in memory until then.
    /// </summary>
    internal void Remember(IEnumerable<object> saidBySave, Action undoSave)
    {
        facts.AddRange(saidBySave);
        undo.Add(undoSave);
    }

    internal void Committed()
    {
        object[] toPublish = [.. facts];
        Forget();

        foreach (var fact in toPublish)
            database.Publish(fact);
    }

    internal void RolledBack()
    {
        Action[] toUndo = [.. undo];
        Forget();

        foreach (var action in toUndo.Reverse())
            action();
    }

    internal ConstraintViolation? Violation(DbUpdateException failure) => database.Violation(failure);

    internal Task<T?> FindByIdAsync<T>(int id) where T : Record => database.FindById<T>()(this, id, Cancellation);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        RecordModel.Build(modelBuilder, Assemblies);
        AttributeModel.Apply(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        database.ConfigureConventions(configurationBuilder);
        configurationBuilder.Conventions.Add(_ => new LinkArrivals());
    }

    void Forget()
    {
        facts.Clear();
        undo.Clear();
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

            Remember(record.TakeFacts(), undoSave);
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
