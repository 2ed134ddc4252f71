using System.Data.Common;
using CsCheck;
using Microsoft.Data.Sqlite;

namespace Trestle.Records.Tests.Engines;

public class SqliteReaderTests
{
    static readonly string[] texts =
    [
        "", " ", "1", "-2.50", "1e3", "+7", "2026-11-30", "2026-11-30T12:34:56", "2026-11-30 12:34:56.", "2026-02-30 12:34:56", "12:34", "ä€😀",
    ];

    static readonly Gen<object> stored = Gen.OneOf(
        Gen.Const<object>(DBNull.Value),
        Gen.OneOf(Gen.Long, Gen.Int.Select(number => (long)number), Gen.Long[-2, 2]).Select(number => (object)number),
        Gen.OneOf(Gen.Double, Gen.Double[-10, 10]).Select(number => (object)number),
        Gen.OneOf(Gen.String, Gen.Int[0, texts.Length - 1].Select(at => texts[at])).Select(text => (object)text),
        Gen.Decimal.Select(number => (object)number),
        Gen.DateTime.Select(time => (object)time),
        Gen.Byte.Array[0, 20].Select(bytes => (object)bytes));

    static readonly (string Name, Func<DbDataReader, int, object> Get)[] getters =
    [
        ("IsDBNull", (reader, ordinal) => reader.IsDBNull(ordinal)),
        ("GetBoolean", (reader, ordinal) => reader.GetBoolean(ordinal)),
        ("GetInt16", (reader, ordinal) => reader.GetInt16(ordinal)),
        ("GetInt32", (reader, ordinal) => reader.GetInt32(ordinal)),
        ("GetInt64", (reader, ordinal) => reader.GetInt64(ordinal)),
        ("GetDouble", (reader, ordinal) => reader.GetDouble(ordinal)),
        ("GetString", (reader, ordinal) => reader.GetString(ordinal)),
        ("GetDecimal", (reader, ordinal) => reader.GetDecimal(ordinal)),
        ("GetDateTime", (reader, ordinal) => reader.GetDateTime(ordinal)),
        ("GetValue", (reader, ordinal) => reader.GetValue(ordinal)),
    ];

    readonly SqliteConnection connection = new("Data Source=:memory:");

    public SqliteReaderTests() => connection.Open();

    [Fact]
    public void Reads_whatever_is_stored_as_the_driver_does() => stored.Array[1, 5].Sample(
        values =>
        {
            using var own = Query(values);
            using var drivers = Query(values);
            using var driver = drivers.ExecuteReader();
            using var reader = new SqliteReader(own.ExecuteReader());

            for (var row = 0; row < 2; row++)
            {
                Assert.Equal(driver.Read(), reader.Read());

                foreach (var (name, get) in getters)
                    for (var ordinal = -1; ordinal <= values.Length; ordinal++)
                        Assert.Equal((name, ordinal, Outcome(driver, get, ordinal)), (name, ordinal, Outcome(reader, get, ordinal)));
            }
        },
        iter: 300,
        threads: 1);

    [Fact]
    public async Task Reads_nothing_before_the_first_row_after_the_last_and_once_it_is_closed()
    {
        using var own = Query(["one"]);
        using var drivers = Query(["one"]);
        using var driver = drivers.ExecuteReader();
        using var reader = new SqliteReader(own.ExecuteReader());

        Assert.Equal(Outcome(driver, (r, o) => r.GetString(o), 0), Outcome(reader, (r, o) => r.GetString(o), 0));
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal("one", reader.GetString(0));
        Assert.False(await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal("System.InvalidOperationException: No data exists for the row/column.", Outcome(reader, (r, o) => r.GetString(o), 0));
        Assert.False(await reader.NextResultAsync(TestContext.Current.CancellationToken));
        await reader.CloseAsync();
        Assert.Equal(
            "System.InvalidOperationException: Invalid attempt to call GetString when reader is closed.",
            Outcome(reader, (r, o) => r.GetString(o), 0));
    }

    [Fact]
    public void Goes_on_with_the_next_result()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1; SELECT 'two', 2";
        using var reader = new SqliteReader(command.ExecuteReader());

        Assert.True(reader.Read());
        Assert.Equal(1, reader.GetInt32(0));
        Assert.True(reader.NextResult());
        Assert.True(reader.Read());
        Assert.Equal("two", reader.GetString(0));
        Assert.Equal(2, reader.GetInt32(1));
    }

    [Fact]
    public void Reads_every_moment_that_the_driver_writes() => Gen.DateTime.Sample(moment =>
    {
        using var command = Query([moment]);
        using var reader = new SqliteReader(command.ExecuteReader());

        Assert.True(reader.Read());
        Assert.True(SqliteTime.TryParse(System.Text.Encoding.UTF8.GetBytes(reader.GetString(0)), out var parsed));
        Assert.Equal(moment.Ticks, parsed.Ticks);
    }, iter: 1_000, threads: 1);

    [Theory]
    [InlineData("2026-11-30")]
    [InlineData("2026-11-30 12:34")]
    [InlineData("2026-11-30T12:34:56")]
    [InlineData("2026-11-30 12:34:56.")]
    [InlineData("2026-11-30 12:34:56.12345678")]
    [InlineData("2026-11-30 12:34:56+01:00")]
    [InlineData("2026-02-29 12:34:56")]
    [InlineData("2026-13-01 12:34:56")]
    [InlineData("2026-11-30 24:00:00")]
    [InlineData("0000-01-01 00:00:00")]
    [InlineData("2026-1a-30 12:34:56")]
    public void Leaves_other_texts_to_the_driver(string text) =>
        Assert.False(SqliteTime.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out _));

    SqliteCommand Query(object[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", values.Select((_, at) => $"$v{at}"))}";

        for (var at = 0; at < values.Length; at++)
            command.Parameters.AddWithValue($"$v{at}", values[at]);

        return command;
    }

    static object Outcome(DbDataReader reader, Func<DbDataReader, int, object> get, int ordinal)
    {
        try
        {
            return get(reader, ordinal);
        }
        catch (Exception refused)
        {
            return $"{refused.GetType()}: {refused.Message}";
        }
    }
}
