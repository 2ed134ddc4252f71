using System.Text.RegularExpressions;

namespace Trestle.Bench;

/// <summary>Sees to it that servers that are compared do the same work.</summary>
static partial class Page
{
    public static async Task CheckSameTableAsync(IReadOnlyList<Server> servers, CancellationToken cancellation)
    {
        using var client = new HttpClient();
        var tables = new List<string>();

        foreach (var server in servers)
            tables.Add(TableOf(await client.GetStringAsync(new Uri(server.Url, "/table"), cancellation)));

        var other = tables.FindIndex(table => table != tables[0]);

        if (other > 0)
            throw new BenchException(
                $"The /table pages of {servers[0].Name} and {servers[other].Name} show different tables, so their rates "
                + $"cannot be compared.\n\n{servers[0].Name}: {tables[0]}\n\n{servers[other].Name}: {tables[other]}");
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
