using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Logging;

namespace Trestle;

// C#'s properties are plain: a record cannot tell that its Comments were never loaded from that it has none. So it is not
// the reading of a relation that is watched but what follows from leaving out an Include: the lookup repeated for each.

/// <summary>Sees every statement of the units of work. Registered only where something is to be told.</summary>
sealed partial class QueryWatcher(DatabaseOptions options) : DbCommandInterceptor, IDbConnectionInterceptor
{
    const int TooMany = 5;

    readonly QueryWatch watch = options.Watch;
    readonly bool wantsLines = options.Watch.Lines || options.Watch.NPlusOne != NPlusOne.Ignore;
    readonly ILogger logger = options.Loggers.CreateLogger("Trestle.Queries");

    // Some statements are made only when there is a connection; after the wait for it, whoever asked has left the stack.
    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (wantsLines && TrailOf(eventData) is { } trail)
            trail.Line = CallerLine.In(options.Assemblies);

        return new(result);
    }

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        if (TrailOf(eventData) is not { } trail)
            return result;

        if (wantsLines)
            trail.Line = CallerLine.In(options.Assemblies) ?? trail.Line;

        // What a save or its callbacks look up in their transaction is not the author's loop.
        if (watch.NPlusOne != NPlusOne.Ignore && result.Transaction is null && trail.Repeats(result.CommandText) == TooMany)
            FoundRepeated(result.CommandText, trail.Line, eventData.Context!.Model);

#pragma warning disable CA2100 // The comment's values are encoded.
        result.CommandText += trail.Comment;
#pragma warning restore CA2100

        return result;
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (TrailOf(eventData) is { } trail)
            trail.UntilFirstRow = eventData.Duration;

        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) =>
        new(ReaderExecuted(command, eventData, result));

    // SQLite works while rows are read, so a query has ended when its reader has.
    public override InterceptionResult DataReaderDisposing(
        DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        if (eventData.DataReader is not KeptReader && TrailOf(eventData) is { } trail)
            Tell(command, trail.UntilFirstRow + eventData.Duration, trail);

        return result;
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        if (TrailOf(eventData) is { } trail)
            Tell(command, eventData.Duration, trail);

        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        new(NonQueryExecuted(command, eventData, result));

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result)
    {
        if (TrailOf(eventData) is { } trail)
            Tell(command, eventData.Duration, trail);

        return result;
    }

    public override ValueTask<object?> ScalarExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default) =>
        new(ScalarExecuted(command, eventData, result));

    static QueryTrail? TrailOf(DbContextEventData eventData) => ((RecordContext)eventData.Context!).Unit?.Queries;

    void FoundRepeated(string sql, string? line, IModel model)
    {
        if (Lookup.In(sql, model) is not { } lookup)
            return;

        var text =
            $"""
            {line ?? "One line"} asked {TooMany} times in one unit of work for the {lookup.Record} of one {lookup.Property}:

                {sql.ReplaceLineEndings("\n    ")}

            Ask for all of them at once:

                {lookup.Cure}
            """;

        if (watch.NPlusOne == NPlusOne.Raise)
            throw new InvalidOperationException(text);

        LogNPlusOne(text);
    }

    void Tell(DbCommand command, TimeSpan took, QueryTrail trail)
    {
        trail.Add(command.CommandText, took, watch.Lines);
        watch.Heard?.Invoke(command.CommandText);
        var from = watch.Lines && trail.Line is { } line ? $" from {line}" : "";

        if (took >= watch.SlowQuery)
            LogSlow(took.TotalMilliseconds, from, command.CommandText);
        else if (watch.Lines)
            LogQuery(took.TotalMilliseconds, from, command.CommandText);
    }

    [LoggerMessage(1, LogLevel.Warning, "Slow query, {Milliseconds:0.0} ms{From}: {Sql}")]
    partial void LogSlow(double milliseconds, string from, string sql);

    [LoggerMessage(2, LogLevel.Debug, "Query, {Milliseconds:0.0} ms{From}: {Sql}")]
    partial void LogQuery(double milliseconds, string from, string sql);

    [LoggerMessage(3, LogLevel.Warning, "{Text}")]
    partial void LogNPlusOne(string text);
}
