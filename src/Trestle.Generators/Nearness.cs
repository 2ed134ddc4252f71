namespace Trestle.Generators;

/// <summary>Which known name an unknown one was meant to be.</summary>
static class Nearness
{
    /// <summary>"Did you mean Show?", or what there is.</summary>
    public static string Advice(string name, string[] known)
    {
        var near = known.OrderBy(other => Distance(name.ToUpperInvariant(), other.ToUpperInvariant())).FirstOrDefault();

        return near switch
        {
            null => "It has no action yet",
            _ when Distance(name.ToUpperInvariant(), near.ToUpperInvariant()) <= Math.Max(2, name.Length / 3) => $"Did you mean {near}",
            _ => $"It has {string.Join(", ", known)}",
        };
    }

    // Levenshtein's distance, one row at a time.
    static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();

        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;

            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
