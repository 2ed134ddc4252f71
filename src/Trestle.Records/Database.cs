using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>
/// An application's database: its record classes' model, its migrations, its file or server. Each release has its own.
/// </summary>
public sealed partial class Database : IAsyncDisposable
{
    readonly DatabaseEngine engine;
    readonly ServiceProvider services;
    readonly RecordContextPool contexts;
    readonly ILogger<Database> logger;

    // Compiled queries belong to this database's model, and so do not outlive the release.
    readonly ConcurrentDictionary<Type, Delegate> findById = new();

    public Database(DatabaseOptions options)
    {
        Options = options;
        Keys = new(options.Secrets);
        Encryption = new(Keys);
        EncryptedQueries = new(Encryption);
        engine = DatabaseEngine.For(options.ConnectionString);
        logger = options.Loggers.CreateLogger<Database>();
        services = Services();
        ContextOptions = ConfigureContext();
        contexts = new(this);
    }

    /// <summary>The running unit of work as EF Core's DbContext.</summary>
    public static RecordContext Current => UnitOfWork.Current.Context;

    /// <summary>Called with every fact a record emitted, after its change has been committed.</summary>
    public Action<object>? Committed { get; set; }

    internal DatabaseOptions Options { get; }

    internal DbContextOptions<RecordContext> ContextOptions { get; }

    internal DatabaseEngine Engine => engine;

    internal KeyRing Keys { get; }

    internal Encryption Encryption { get; }

    internal EncryptedQueries EncryptedQueries { get; }

    internal RecordShapes Shapes { get; } = new();

    // Whole microseconds: what PostgreSQL keeps, so that a record is the same before and after it is loaded again.
    internal DateTimeOffset Now
    {
        get
        {
            var now = Options.Time.GetUtcNow();

            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    /// <summary>
    /// Begins the unit of work that records use from here until it is disposed; its token cancels their queries.
    /// </summary>
    public UnitOfWork BeginUnitOfWork(CancellationToken cancellation = default) => new(this, cancellation);

    /// <summary>
    /// What the migrated database lacks for the record classes, or has beyond them; empty when they agree. Meant for a
    /// test:
    /// <c>Assert.Empty(await database.SchemaDifferencesAsync())</c>.
    /// </summary>
    public async Task<IReadOnlyList<string>> SchemaDifferencesAsync(CancellationToken cancellationToken = default)
    {
        await using var context = new RecordContext(this, cancellationToken);

        return await engine.SchemaDifferencesAsync(context.Database.GenerateCreateScript(), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await contexts.DisposeAsync();
        await services.DisposeAsync();
        await engine.DisposeAsync();
    }

    internal bool HasRoomForContexts => contexts.HasRoom;

    internal RecordContext Lease(UnitOfWork unit, CancellationToken cancellation) => contexts.Lease(unit, cancellation);

    /// <summary>Every write passes here first; where many may write at once, nothing more happens.</summary>
    internal async ValueTask<WriteGate.Turn?> EnterGateAsync(CancellationToken cancellation)
    {
        RefuseToWrite();

        return engine.Gate is { } gate ? await gate.EnterAsync(Options.WritePatience, cancellation) : null;
    }

    void RefuseToWrite()
    {
        if (Options.IsReadOnly)
            throw new InvalidOperationException(
                $"""
                This is a unit of work of a database for reading alone, {Path.GetFileName(engine.Name)}, and something is to be written.

                Write in a unit of work of the database that others are copied from:

                    await using var work = primary.BeginUnitOfWork();
                """);
    }

    internal Func<RecordContext, int, CancellationToken, Task<T?>> FindById<T>() where T : Record =>
        (Func<RecordContext, int, CancellationToken, Task<T?>>)findById.GetOrAdd(typeof(T), _ => EF.CompileAsyncQuery(
            (RecordContext context, int id, CancellationToken cancellation) =>
                context.Set<T>().FirstOrDefault(r => r.Id == id)));

    internal void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        engine.ConfigureConventions(conventions);

    internal void Publish(object fact)
    {
        try
        {
            Committed?.Invoke(fact);
        }
        catch (Exception failure)
        {
            // The change is committed: whoever saved has succeeded, whatever a listener makes of it.
            LogUnheardFact(fact.GetType().Name, failure);
        }
    }

    internal void Failed(Exception failure) => LogFailedCallback(failure);

    // EF's own cache of service providers is process-wide and would keep this release's model alive.
    ServiceProvider Services()
    {
        var services = new ServiceCollection()
            .AddSingleton(Options.Loggers)
            .AddSingleton(LoadedRecords.Around(Shapes))
            .AddSingleton<IInterceptor>(EncryptedQueries);

        // Its reader is the innermost: interceptors are asked in this order.
        engine.AddServices(services);

        services
            .AddScoped<IInterceptor, WriteGateInterceptor>()
            .AddSingleton<IInterceptor, QueryCacheInterceptor>()
            .AddScoped<IInterceptor, RecordContextPool.Guard>()
            .AddScoped<IRelationalTransactionFactory, GatedTransaction.Factory>()
            .AddScoped<IMigrationsAssembly, RecordMigrations>();

        if (Options.Watch.IsOn)
            services.AddSingleton<IInterceptor>(new QueryWatcher(Options));

        services.AddEntityFrameworkNamingConventions();

        return services.BuildServiceProvider();
    }

    DbContextOptions<RecordContext> ConfigureContext()
    {
        var builder = new DbContextOptionsBuilder<RecordContext>()
            .UseInternalServiceProvider(services)
            .UseSnakeCaseNamingConvention()
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            // Migrations are written by hand, without a snapshot; SchemaDifferencesAsync is the check that they fit.
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));

        engine.Configure(builder);

        return builder.Options;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The fact {Fact} was committed, but publishing it failed")]
    partial void LogUnheardFact(string fact, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The transaction has ended, but a callback after it failed")]
    partial void LogFailedCallback(Exception failure);
}
