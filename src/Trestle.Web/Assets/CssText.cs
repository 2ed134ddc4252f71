using System.Text;

namespace Trestle;

/// <summary>Reads through a stylesheet piece by piece: a comment, a string, a url, an at-rule, or whatever else comes next.</summary>
sealed class CssText(string text)
{
    int at;

    public bool IsAtEnd => at >= text.Length;

    public string Rest => text[at..];

    public void SkipSpace()
    {
        while (!IsAtEnd && char.IsWhiteSpace(text[at]))
            at++;
    }

    /// <summary>A comment, a string, an escaped or a plain character.</summary>
    public ReadOnlySpan<char> Take()
    {
        var start = at;

        at = text[at] switch
        {
            '/' when Starts("/*") => After("*/", at + 2),
            '"' or '\'' => EndOfString(at),
            '\\' => Math.Min(at + 2, text.Length),
            _ => at + 1,
        };

        return text.AsSpan(start..at);
    }

    /// <summary>What stands between the rule's name and its semicolon, if that rule is next.</summary>
    public string? TakeAtRule(string name)
    {
        if (!Starts("@" + name) || IsInName(at + 1 + name.Length))
            return null;

        at += 1 + name.Length;
        var rule = new StringBuilder();

        while (!IsAtEnd && text[at] != ';')
            rule.Append(TakeUrl() is { } url ? $"url(\"{url}\")" : Take());

        at = Math.Min(at + 1, text.Length);

        return rule.ToString();
    }

    /// <summary>The address in <c>url(...)</c>, if that is next.</summary>
    public string? TakeUrl()
    {
        if (!Starts("url(") || (at > 0 && IsInName(at - 1)))
            return null;

        at += "url(".Length;
        SkipSpace();
        var url = TakeString();

        if (url is null)
        {
            var end = After(")", at);
            url = text[at..Math.Max(at, end - 1)].Trim();
            at = end;

            return url;
        }

        at = After(")", at);

        return url;
    }

    /// <summary>What is in a string, if that is next.</summary>
    public string? TakeString()
    {
        if (IsAtEnd || text[at] is not ('"' or '\''))
            return null;

        var start = at + 1;
        at = EndOfString(at);

        return text[start..Math.Max(start, at - 1)];
    }

    bool Starts(string word) => text.AsSpan(at).StartsWith(word, StringComparison.OrdinalIgnoreCase);

    bool IsInName(int place) => place < text.Length && (char.IsLetterOrDigit(text[place]) || text[place] is '-' or '_' or '\\');

    int After(string end, int from) => text.IndexOf(end, from, StringComparison.Ordinal) is >= 0 and var found ? found + end.Length : text.Length;

    int EndOfString(int start)
    {
        for (var place = start + 1; place < text.Length; place++)
        {
            if (text[place] == '\\')
                place++;
            else if (text[place] == text[start])
                return place + 1;
        }

        return text.Length;
    }
}
