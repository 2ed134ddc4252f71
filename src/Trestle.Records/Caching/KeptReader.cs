using System.Collections;
using System.Data.Common;
using System.Globalization;

namespace Trestle;

/// <summary>Reads rows that were kept, for the query that was asked again.</summary>
sealed class KeptReader(IReadOnlyList<object?[]> rows) : DbDataReader
{
    int current = -1;
    bool isClosed;

    public override int FieldCount => rows.Count == 0 ? 0 : rows[0].Length;

    public override int Depth => 0;

    public override bool HasRows => rows.Count > 0;

    public override bool IsClosed => isClosed;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => throw Nameless;

    static NotSupportedException Nameless => new("Kept rows are read by the numbers of their columns.");

    public override bool Read() => ++current < rows.Count;

    public override bool NextResult() => false;

    public override void Close() => isClosed = true;

    public override object GetValue(int ordinal) =>
        KeptValue.TryCopy(rows[current][ordinal], out var value) && value is not null ? value : DBNull.Value;

    public override bool IsDBNull(int ordinal) => rows[current][ordinal] is null or DBNull;

    public override T GetFieldValue<T>(int ordinal) => GetValue(ordinal) switch
    {
        T value => value,
        var other => (T)Convert.ChangeType(other, typeof(T), CultureInfo.InvariantCulture),
    };

    public override bool GetBoolean(int ordinal) => GetFieldValue<bool>(ordinal);

    public override byte GetByte(int ordinal) => GetFieldValue<byte>(ordinal);

    public override char GetChar(int ordinal) => GetFieldValue<char>(ordinal);

    public override DateTime GetDateTime(int ordinal) => GetFieldValue<DateTime>(ordinal);

    public override decimal GetDecimal(int ordinal) => GetFieldValue<decimal>(ordinal);

    public override double GetDouble(int ordinal) => GetFieldValue<double>(ordinal);

    public override float GetFloat(int ordinal) => GetFieldValue<float>(ordinal);

    public override Guid GetGuid(int ordinal) => GetFieldValue<Guid>(ordinal);

    public override short GetInt16(int ordinal) => GetFieldValue<short>(ordinal);

    public override int GetInt32(int ordinal) => GetFieldValue<int>(ordinal);

    public override long GetInt64(int ordinal) => GetFieldValue<long>(ordinal);

    public override string GetString(int ordinal) => GetFieldValue<string>(ordinal);

    public override Type GetFieldType(int ordinal) => GetValue(ordinal).GetType();

    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    public override string GetName(int ordinal) => throw Nameless;

    public override int GetOrdinal(string name) => throw Nameless;

    public override int GetValues(object[] values) => throw Nameless;

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw Nameless;

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw Nameless;

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);
}
