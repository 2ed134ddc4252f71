using System.Data.Common;
using System.Text;

namespace Trestle;

/// <summary>SQLite's query plan as an indented list. See https://www.sqlite.org/eqp.html</summary>
static class SqliteExplain
{
    public static async Task<string> RunAsync(DbCommand command, Explain options, CancellationToken cancellation)
    {
        if (options != Explain.None)
            throw new ArgumentException($"expected Explain.None: SQLite tells the plan and no more, got: {options}");

#pragma warning disable CA2100 // EF's own statement, with its parameters.
        command.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellation);

        var depths = new Dictionary<int, int> { [0] = -1 };
        var text = new StringBuilder();

        while (await reader.ReadAsync(cancellation))
        {
            var depth = depths[reader.GetInt32(0)] = depths[reader.GetInt32(1)] + 1;
            text.Append(' ', depth * 2).Append(reader.GetString(3)).Append('\n');
        }

        return text.ToString().TrimEnd();
    }
}
