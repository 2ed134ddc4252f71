using System.Data.Common;
using System.Text;

namespace Trestle;

/// <summary>PostgreSQL's query plan. See https://www.postgresql.org/docs/15/sql-explain.html</summary>
static class PostgresExplain
{
    public static async Task<string> RunAsync(DbCommand command, Explain options, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // EF's own statement, with its parameters.
        command.CommandText = $"EXPLAIN ({string.Join(", ", Words(options))}) {command.CommandText}";
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var text = new StringBuilder();

        while (await reader.ReadAsync(cancellation))
            text.Append(reader.GetString(0)).Append('\n');

        return text.ToString().TrimEnd();
    }

    static IEnumerable<string> Words(Explain options)
    {
        yield return options.HasFlag(Explain.Json) ? "FORMAT JSON" : "FORMAT TEXT";

        if (options.HasFlag(Explain.Analyze))
            yield return "ANALYZE";

        if (options.HasFlag(Explain.Buffers))
            yield return "BUFFERS";

        if (options.HasFlag(Explain.Verbose))
            yield return "VERBOSE";
    }
}
