using System.Text;

namespace Trestle;

/// <summary>
/// One stylesheet with all it imports in it, and with the fingerprinted address of each file it names. What it imports from other sites stays
/// an <c>@import</c>, first in the sheet, as the standard wants it.
/// </summary>
/// <remarks>https://www.w3.org/TR/css-cascade-5/#at-import, https://www.w3.org/TR/css-syntax-3/#consume-url-token</remarks>
sealed class CssBundle
{
    readonly Func<string, string?> read;
    readonly Func<string, string?> addressOf;
    readonly StringBuilder elsewhere = new();
    readonly Stack<string> open = new();

    CssBundle(Func<string, string?> read, Func<string, string?> addressOf) => (this.read, this.addressOf) = (read, addressOf);

    /// <summary>The stylesheets it is made of, its own first.</summary>
    public List<string> Files { get; } = [];

    /// <summary>What it names that is not there.</summary>
    public List<string> Faults { get; } = [];

    public string Text { get; private set; } = "";

    /// <param name="path">Of the stylesheet, "css/app.css".</param>
    /// <param name="read">The text of a stylesheet; null where there is none.</param>
    /// <param name="addressOf">The address of another file; null where there is none.</param>
    public static CssBundle Of(string path, Func<string, string?> read, Func<string, string?> addressOf)
    {
        var bundle = new CssBundle(read, addressOf);
        var text = bundle.Included(path) ?? "";
        bundle.Text = bundle.elsewhere + text;

        return bundle;
    }

    string? Included(string path)
    {
        if (read(path) is not { } text)
            return null;

        Files.Add(path);
        open.Push(path);
        var result = Rewritten(new(text), path);
        open.Pop();

        return result;
    }

    string Rewritten(CssText css, string path)
    {
        var result = new StringBuilder();

        while (!css.IsAtEnd)
        {
            if (css.TakeAtRule("import") is { } import)
                result.Append(Import(import, path));
            else if (css.TakeAtRule("charset") is null)
                result.Append(css.TakeUrl() is { } url ? $"url(\"{Address(url, path)}\")" : css.Take());
        }

        return result.ToString();
    }

    string Import(string rule, string path)
    {
        var css = new CssText(rule);
        css.SkipSpace();
        var target = css.TakeUrl() ?? css.TakeString() ?? "";
        var conditions = css.Rest.Trim();

        if (IsElsewhere(target))
        {
            elsewhere.Append($"@import url(\"{target}\"){(conditions.Length == 0 ? "" : $" {conditions}")};\n");

            if (open.Count > 1 && conditions.Length == 0)
                Faults.Add($"{path} imports {target}, which comes first in the bundle: import it in {open.Last()}.");

            return "";
        }

        var file = Resolved(target, path);

        if (open.Contains(file))
            return "";

        if (Included(file) is { } text)
            return CssConditions.Around(text, conditions);

        Faults.Add($"{path} imports {target}, but there is no {file} under wwwroot.");

        return "";
    }

    string Address(string url, string path)
    {
        if (url.Length == 0 || url[0] == '#' || IsElsewhere(url))
            return url;

        var end = url.AsSpan().IndexOfAny('?', '#');
        var (target, suffix) = end < 0 ? (url, "") : (url[..end], url[end..]);
        var file = Resolved(target, path);

        if (addressOf(file) is { } address)
            return address + suffix;

        Faults.Add($"{path} names {target}, but there is no {file} under wwwroot.");

        return $"/{file}{suffix}";
    }

    static bool IsElsewhere(string url) =>
        url.StartsWith("//", StringComparison.Ordinal) || (url.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && url[..colon].All(IsInScheme));

    static bool IsInScheme(char one) => char.IsAsciiLetterOrDigit(one) || one is '+' or '-' or '.';

    // "../img/a.png" in "css/app.css" is "img/a.png"; "/img/a.png" is so everywhere.
    static string Resolved(string target, string path)
    {
        List<string> parts = target.StartsWith('/') ? [] : [.. path.Split('/')[..^1]];

        foreach (var part in target.Split('/'))
            if (part == "..")
                parts.RemoveRange(Math.Max(parts.Count - 1, 0), Math.Min(parts.Count, 1));
            else if (part is not ("" or "."))
                parts.Add(Uri.UnescapeDataString(part));

        return string.Join('/', parts);
    }
}
