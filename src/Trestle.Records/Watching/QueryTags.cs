using System.Text;

namespace Trestle;

/// <summary>
/// Whose a statement is, as a comment in it, in the form of SQLCommenter: values are URL-encoded, so that none can end the
/// comment, and sorted by name. See https://google.github.io/sqlcommenter/spec/
/// </summary>
sealed class QueryTags
{
    readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);
    string? comment;

    public void Set(string name, string value)
    {
        values[name] = value;
        comment = null;
    }

    public string Comment => comment ??= Text();

    string Text()
    {
        var text = new StringBuilder(" /*");

        foreach (var (name, value) in values)
            text.Append(text.Length > 3 ? "," : "")
                .Append(Uri.EscapeDataString(name)).Append("='").Append(Uri.EscapeDataString(value)).Append('\'');

        return text.Append("*/").ToString();
    }
}
