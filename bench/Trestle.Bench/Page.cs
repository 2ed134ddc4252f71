using System.Text.RegularExpressions;

namespace Trestle.Bench;

/// <summary>Sees to it that servers that are compared do the same work.</summary>
static partial class Page
{
    public static async Task CheckSameTableAsync(IReadOnlyList<Server> servers, CancellationToken cancellation, string path = "/table")
    {
        using var client = new HttpClient();
        var tables = new List<string>();

        foreach (var server in servers)
            tables.Add(TableOf(await client.GetStringAsync(new Uri(server.Url, path), cancellation)));

        var other = tables.FindIndex(table => table != tables[0]);

        if (other > 0)
            throw new BenchException(
                $"The {path} pages of {servers[0].Name} and {servers[other].Name} show different tables, so their rates "
                + $"cannot be compared. They differ at\n\n{servers[0].Name}: {Differing(tables[0], tables[other])}\n\n"
                + $"{servers[other].Name}: {Differing(tables[other], tables[0])}");
    }

    static string Differing(string table, string other)
    {
        var same = table.AsSpan().CommonPrefixLength(other);

        return table[Math.Max(0, same - 40)..Math.Min(table.Length, same + 40)];
    }

    /// <summary>The page's table; white space between tags, which engines treat differently, is left out.</summary>
    public static string TableOf(string html) => Table().Match(html) is { Success: true } table
        ? BetweenTags().Replace(table.Value, "><")
        : throw new BenchException($"expected a page with a <table>, got:\n{html}");

    [GeneratedRegex("<table>.*</table>", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex(@">\s+<")]
    private static partial Regex BetweenTags();
}
