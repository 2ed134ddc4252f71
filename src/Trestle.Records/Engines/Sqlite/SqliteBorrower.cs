using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

#pragma warning disable EF1001 // EF offers no other place at which a connection is made and closed.

/// <summary>EF's connection of one context. It takes one from the file's shelf when it is first looked at, and puts it back when it is closed.</summary>
sealed class SqliteBorrower(
    RelationalConnectionDependencies dependencies,
    IRawSqlCommandBuilder commands,
    IDiagnosticsLogger<DbLoggerCategory.Infrastructure> logger)
    : SqliteRelationalConnection(dependencies, commands, logger)
{
    readonly IRawSqlCommandBuilder commands = commands;
    readonly IDiagnosticsLogger<DbLoggerCategory.Infrastructure> logger = logger;

    SqliteShelf? shelf;
    KeptConnection? borrowed;

    [AllowNull]
    public override DbConnection DbConnection
    {
        get => borrowed ??= Borrow();
        set => SetDbConnection(value, contextOwnsConnection: false);
    }

    public static void AddTo(IServiceCollection services) => services.AddScoped<ISqliteRelationalConnection, SqliteBorrower>();

    public override void SetDbConnection(DbConnection? value, bool contextOwnsConnection) => throw new NotSupportedException(
        $"""
        A unit of work was given a connection of its own, {value?.DataSource}, but each of its queries borrows one of the database's.

        Name the file in the options of a Database, and begin the unit of work there: DatabaseOptions.ForFile(path).
        """);

    protected override void CloseDbConnection() => GiveBack();

    protected override Task CloseDbConnectionAsync()
    {
        GiveBack();

        return Task.CompletedTask;
    }

    protected override void ResetState(bool disposeDbConnection)
    {
        base.ResetState(disposeDbConnection);
        GiveBack();
    }

    protected override async ValueTask ResetStateAsync(bool disposeDbConnection)
    {
        await base.ResetStateAsync(disposeDbConnection);
        GiveBack();
    }

    KeptConnection Borrow()
    {
        shelf = ((SqliteEngine)((RecordContext)Context).Engine).Shelf;

        return shelf.Take() ?? MakeNew();
    }

    void GiveBack()
    {
        if (borrowed is not null)
            shelf!.Give(borrowed);

        borrowed = null;
    }

    KeptConnection MakeNew()
    {
        var connection = new KeptConnection(ConnectionString!);

        // EF gives its functions to a connection that a context is made with.
        var options = new DbContextOptionsBuilder().UseSqlite(connection).Options;
        using var helper = new SqliteRelationalConnection(Dependencies with { ContextOptions = options }, commands, logger);

        return connection;
    }
}
