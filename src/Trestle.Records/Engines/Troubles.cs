using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Trestle;

/// <summary>Says in one way what EF and the drivers say in many: that the database cannot be used.</summary>
sealed class Troubles(DatabaseEngine engine) : DbCommandInterceptor, IDbConnectionInterceptor
{
    public Task ConnectionFailedAsync(
        DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default) =>
        Tell(eventData.Exception);

    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default) =>
        Tell(eventData.Exception);

    Task Tell(Exception failure) => engine.Trouble(failure) is { } told ? throw told : Task.CompletedTask;
}
