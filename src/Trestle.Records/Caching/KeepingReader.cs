using System.Data.Common;

namespace Trestle;

/// <summary>Reads from the database, and keeps each value as it is read, if the rows are few and read to their end.</summary>
sealed class KeepingReader(DbDataReader inner, Action<IReadOnlyList<object?[]>> keep) : ForwardingReader(inner)
{
    // A list of hundreds is hardly asked twice, and would be held twice.
    const int FewValues = 256;

    readonly List<object?[]> rows = [];
    bool isKeeping = true, isEnded, isUnkept;

    public override bool Read()
    {
        EndRow();

        return BeginRow(base.Read());
    }

    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        EndRow();
        var read = base.ReadAsync(cancellationToken);

        if (!read.IsCompletedSuccessfully)
            return BeginRowAsync(read);

        BeginRow(read.GetAwaiter().GetResult());

        return read;
    }

    public override bool IsDBNull(int ordinal)
    {
        var isNull = base.IsDBNull(ordinal);

        if (isNull && isKeeping)
            rows[^1][ordinal] = DBNull.Value;

        return isNull;
    }

    public override int GetValues(object[] values)
    {
        isUnkept = true;

        return base.GetValues(values);
    }

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        isUnkept = true;

        return base.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);
    }

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length)
    {
        isUnkept = true;

        return base.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);
    }

    // Who wants the first row alone stops there: whether it was the last is asked before it is kept.
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (isKeeping && !isEnded && !IsClosed)
                Read();

            base.Dispose(disposing);
            Keep();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (isKeeping && !isEnded && !IsClosed)
            await ReadAsync(CancellationToken.None);

        await base.DisposeAsync();
    }

    public override bool GetBoolean(int ordinal) => Kept(ordinal, base.GetBoolean(ordinal));

    public override byte GetByte(int ordinal) => Kept(ordinal, base.GetByte(ordinal));

    public override char GetChar(int ordinal) => Kept(ordinal, base.GetChar(ordinal));

    public override DateTime GetDateTime(int ordinal) => Kept(ordinal, base.GetDateTime(ordinal));

    public override decimal GetDecimal(int ordinal) => Kept(ordinal, base.GetDecimal(ordinal));

    public override double GetDouble(int ordinal) => Kept(ordinal, base.GetDouble(ordinal));

    public override float GetFloat(int ordinal) => Kept(ordinal, base.GetFloat(ordinal));

    public override Guid GetGuid(int ordinal) => Kept(ordinal, base.GetGuid(ordinal));

    public override short GetInt16(int ordinal) => Kept(ordinal, base.GetInt16(ordinal));

    public override int GetInt32(int ordinal) => Kept(ordinal, base.GetInt32(ordinal));

    public override long GetInt64(int ordinal) => Kept(ordinal, base.GetInt64(ordinal));

    public override string GetString(int ordinal) => Kept(ordinal, base.GetString(ordinal));

    public override object GetValue(int ordinal) => Kept(ordinal, base.GetValue(ordinal));

    public override T GetFieldValue<T>(int ordinal) => Kept(ordinal, base.GetFieldValue<T>(ordinal));

    T Kept<T>(int ordinal, T value)
    {
        if (!isKeeping)
            return value;

        if (KeptValue.TryCopy(value, out var copy))
            rows[^1][ordinal] = copy;
        else
            isUnkept = true;

        return value;
    }

    // What nobody read is kept as the database gives it: another query of the same words may read more.
    void EndRow()
    {
        if (isKeeping && rows is [.., var row])
            for (var column = 0; column < row.Length; column++)
                row[column] ??= GetValue(column);

        // Not while the next is waited for, which may fail.
        isKeeping = false;
    }

    async Task<bool> BeginRowAsync(Task<bool> read) => BeginRow(await read);

    bool BeginRow(bool isThere)
    {
        isEnded = !isThere;
        isKeeping = rows.Count * FieldCount < FewValues;

        if (isKeeping && isThere)
            rows.Add(new object?[FieldCount]);

        return isThere;
    }

    void Keep()
    {
        if (isKeeping && isEnded && !isUnkept)
            keep(rows);
    }
}
