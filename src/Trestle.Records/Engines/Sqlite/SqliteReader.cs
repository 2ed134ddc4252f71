using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Storage = Trestle.SqliteColumns.Storage;

namespace Trestle;

/// <summary>
/// Reads what records are made of as the driver does, only quicker: whole numbers, texts, times and decimals as they are
/// usually stored. Whatever is stored otherwise, the driver reads, or refuses.
/// </summary>
sealed class SqliteReader(SqliteDataReader driver) : ForwardingReader(driver)
{
    // SQLite's own limit is 1,000,000,000; so long a text is not copied while the collector waits.
    const int Long = 64 * 1024;

    nint statement = StatementOf(driver);
    int columns = driver.FieldCount;
    bool isAtRow;

    public override bool Read() => isAtRow = base.Read();

    // The driver has no other way than to read at once.
    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var read = base.ReadAsync(cancellationToken);
        isAtRow = read.IsCompletedSuccessfully && read.GetAwaiter().GetResult();

        return read;
    }

    public override bool NextResult()
    {
        Leave();

        return Enter(base.NextResult());
    }

    public override async Task<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        Leave();

        return Enter(await base.NextResultAsync(cancellationToken));
    }

    public override void Close()
    {
        Leave();
        base.Close();
    }

    public override Task CloseAsync()
    {
        Leave();

        return base.CloseAsync();
    }

    public override bool IsDBNull(int ordinal) =>
        isAtRow && (uint)ordinal < (uint)columns
            ? SqliteColumns.StorageOf(SqliteColumns.ValueOf(statement, ordinal)) == Storage.Null
            : base.IsDBNull(ordinal);

    public override bool GetBoolean(int ordinal) =>
        Is(ordinal, Storage.Integer, out var value) ? SqliteColumns.Integer(value) != 0 : base.GetBoolean(ordinal);

    public override int GetInt32(int ordinal) =>
        Is(ordinal, Storage.Integer, out var value) && SqliteColumns.Integer(value) is >= int.MinValue and <= int.MaxValue and var number
            ? (int)number
            : base.GetInt32(ordinal);

    public override long GetInt64(int ordinal) => Is(ordinal, Storage.Integer, out var value) ? SqliteColumns.Integer(value) : base.GetInt64(ordinal);

    public override double GetDouble(int ordinal) => Is(ordinal, Storage.Float, out var value) ? SqliteColumns.Float(value) : base.GetDouble(ordinal);

    public override string GetString(int ordinal) =>
        Is(ordinal, Storage.Text, out var value) && SqliteColumns.Text(value) is { Length: > 0 and < Long } text
            ? Encoding.UTF8.GetString(text)
            : base.GetString(ordinal);

    public override decimal GetDecimal(int ordinal) =>
        Is(ordinal, Storage.Text, out var value)
        && decimal.TryParse(SqliteColumns.Text(value), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : base.GetDecimal(ordinal);

    public override DateTime GetDateTime(int ordinal) =>
        Is(ordinal, Storage.Text, out var value) && SqliteTime.TryParse(SqliteColumns.Text(value), out var time) ? time : base.GetDateTime(ordinal);

    protected override void Dispose(bool disposing)
    {
        Leave();
        base.Dispose(disposing);
    }

    bool Enter(bool isThere)
    {
        (statement, columns) = (StatementOf(driver), driver.FieldCount);

        return isThere;
    }

    void Leave() => (statement, isAtRow) = (0, false);

    // SQLite answers null where there is no row or no such column: the driver says what is wrong.
    bool Is(int ordinal, Storage storage, out nint value)
    {
        value = isAtRow && (uint)ordinal < (uint)columns ? SqliteColumns.ValueOf(statement, ordinal) : 0;

        return value != 0 && SqliteColumns.StorageOf(value) == storage;
    }

    static nint StatementOf(SqliteDataReader driver) => driver.Handle?.DangerousGetHandle() ?? 0;

    /// <summary>Puts the reader between EF and the driver, for queries.</summary>
    public sealed class Placing : DbCommandInterceptor
    {
        public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result) =>
            result is SqliteDataReader driver && eventData.CommandSource is CommandSource.LinqQuery or CommandSource.FromSqlQuery ? new SqliteReader(driver) : result;

        public override ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) =>
            new(ReaderExecuted(command, eventData, result));
    }
}
