using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Internal;

namespace Trestle;

/// <summary>
/// Contexts that have served a unit of work and may serve another: making one costs more than most queries.
/// </summary>
// EF's own pool takes back whatever is disposed. This one keeps only a context at rest: a unit of work may end, by a
// kill, while a query of its still runs.
#pragma warning disable EF1001 // EF's leases are public, though not promised; they reset all that an author may have set.
sealed class RecordContextPool(Database database) : IDbContextPool, IAsyncDisposable
{
    const int Capacity = 256;

    readonly ConcurrentStack<RecordContext> idle = [];
    bool isDisposed;

    public bool HasRoom => !isDisposed && idle.Count < Capacity;

    public RecordContext Lease(UnitOfWork unit, CancellationToken cancellation)
    {
        var lease = new DbContextLease(this, standalone: true);
        lease.Context.SetLease(lease);
        var context = (RecordContext)lease.Context;
        context.Begin(unit, cancellation);

        return context;
    }

    public IDbContextPoolable Rent()
    {
        if (idle.TryPop(out var used))
            return used;

        IDbContextPoolable made = new RecordContext(database);
        made.SnapshotConfiguration();

        return made;
    }

    public void Return(IDbContextPoolable context) => throw new InvalidOperationException(
        "A unit of work's context was disposed of with using. Its transaction ends asynchronously: use await using.");

    public async ValueTask ReturnAsync(IDbContextPoolable context, CancellationToken cancellationToken = default)
    {
        await context.ResetStateAsync(cancellationToken);
        idle.Push((RecordContext)context);
    }

    public async ValueTask DisposeAsync()
    {
        isDisposed = true;

        while (idle.TryPop(out var context))
        {
            ((IDbContextPoolable)context).ClearLease();
            await context.DisposeAsync();
        }
    }

    /// <summary>Keeps a query that outlived its unit of work from another one's context.</summary>
    internal sealed class Guard : DbConnectionInterceptor
    {
        public override InterceptionResult ConnectionOpening(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
        {
            ((RecordContext)eventData.Context!).RefuseStrangers();

            return result;
        }

        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection,
            ConnectionEventData eventData,
            InterceptionResult result,
            CancellationToken cancellationToken = default) => new(ConnectionOpening(connection, eventData, result));
    }
}
#pragma warning restore EF1001
