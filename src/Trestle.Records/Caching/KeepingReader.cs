using System.Data.Common;

namespace Trestle;

/// <summary>Reads from the database, and keeps each value as it is read, if the rows are few and read to their end.</summary>
sealed class KeepingReader(DbDataReader inner, Action<IReadOnlyList<object?[]>> keep) : ForwardingReader(inner)
{
    const int Few = 200;

    readonly List<object?[]> rows = [];
    bool isKeeping = true, isEnded, isUnkept;

    public override bool Read()
    {
        EndRow();

        return BeginRow(base.Read());
    }

    public override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        EndRow();

        return BeginRow(await base.ReadAsync(cancellationToken));
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

    protected override T Seen<T>(int ordinal, T value)
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

    bool BeginRow(bool isThere)
    {
        isEnded = !isThere;
        isKeeping = rows.Count < Few;

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
