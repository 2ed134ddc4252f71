using System.Collections;
using System.Data.Common;

namespace Trestle;

/// <summary>Reads from the database, and keeps each value as it is read, if the rows are few and read to their end.</summary>
sealed class KeepingReader(DbDataReader inner, Action<IReadOnlyList<object?[]>> keep) : DbDataReader
{
    const int Few = 200;

    readonly List<object?[]> rows = [];
    bool isKeeping = true, isEnded, isUnkept;

    public override int FieldCount => inner.FieldCount;

    public override int Depth => inner.Depth;

    public override bool HasRows => inner.HasRows;

    public override bool IsClosed => inner.IsClosed;

    public override int RecordsAffected => inner.RecordsAffected;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read()
    {
        EndRow();

        return BeginRow(inner.Read());
    }

    public override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        EndRow();

        return BeginRow(await inner.ReadAsync(cancellationToken));
    }

    public override bool NextResult() => inner.NextResult();

    public override bool IsDBNull(int ordinal)
    {
        var isNull = inner.IsDBNull(ordinal);

        if (isNull && isKeeping)
            rows[^1][ordinal] = DBNull.Value;

        return isNull;
    }

    public override bool GetBoolean(int ordinal) => Kept(ordinal, inner.GetBoolean(ordinal));

    public override byte GetByte(int ordinal) => Kept(ordinal, inner.GetByte(ordinal));

    public override char GetChar(int ordinal) => Kept(ordinal, inner.GetChar(ordinal));

    public override DateTime GetDateTime(int ordinal) => Kept(ordinal, inner.GetDateTime(ordinal));

    public override decimal GetDecimal(int ordinal) => Kept(ordinal, inner.GetDecimal(ordinal));

    public override double GetDouble(int ordinal) => Kept(ordinal, inner.GetDouble(ordinal));

    public override float GetFloat(int ordinal) => Kept(ordinal, inner.GetFloat(ordinal));

    public override Guid GetGuid(int ordinal) => Kept(ordinal, inner.GetGuid(ordinal));

    public override short GetInt16(int ordinal) => Kept(ordinal, inner.GetInt16(ordinal));

    public override int GetInt32(int ordinal) => Kept(ordinal, inner.GetInt32(ordinal));

    public override long GetInt64(int ordinal) => Kept(ordinal, inner.GetInt64(ordinal));

    public override string GetString(int ordinal) => Kept(ordinal, inner.GetString(ordinal));

    public override object GetValue(int ordinal) => Kept(ordinal, inner.GetValue(ordinal));

    public override T GetFieldValue<T>(int ordinal) => Kept(ordinal, inner.GetFieldValue<T>(ordinal));

    public override int GetValues(object[] values) => Unkept(inner.GetValues(values));

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        Unkept(inner.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length));

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Unkept(inner.GetChars(ordinal, dataOffset, buffer, bufferOffset, length));

    public override string GetDataTypeName(int ordinal) => inner.GetDataTypeName(ordinal);

    public override Type GetFieldType(int ordinal) => inner.GetFieldType(ordinal);

    public override string GetName(int ordinal) => inner.GetName(ordinal);

    public override int GetOrdinal(string name) => inner.GetOrdinal(name);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    public override void Close() => inner.Close();

    public override Task CloseAsync() => inner.CloseAsync();

    // Who wants the first row alone stops there: whether it was the last is asked before it is kept.
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (isKeeping && !isEnded && !inner.IsClosed)
                Read();

            inner.Dispose();
            Keep();
        }

        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        if (isKeeping && !isEnded && !inner.IsClosed)
            await ReadAsync(CancellationToken.None);

        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

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

    T Unkept<T>(T result)
    {
        isUnkept = true;

        return result;
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

    bool BeginRow(bool isThere)
    {
        isEnded = !isThere;
        isKeeping = rows.Count < Few;

        if (isKeeping && isThere)
            rows.Add(new object?[inner.FieldCount]);

        return isThere;
    }

    void Keep()
    {
        if (isKeeping && isEnded && !isUnkept)
            keep(rows);
    }
}
