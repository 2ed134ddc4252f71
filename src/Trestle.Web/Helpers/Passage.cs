using System.Globalization;

namespace Trestle;

/// <summary>Cuts texts without cutting letters that are written with several characters, as flags and accents are.</summary>
static class Passage
{
    const string More = "…";

    static readonly string[] lineEnds = ["\r\n", "\n", "\r"];

    public static string Beginning(string text, int length)
    {
        if (text.Length <= length)
            return text;

        var letters = StringInfo.ParseCombiningCharacters(text);

        if (letters.Length <= length)
            return text;

        var kept = text[..letters[length - 1]];
        var isWholeWord = char.IsWhiteSpace(text[kept.Length]);
        var space = kept.AsSpan().LastIndexOfAny(' ', '\n', '\t');

        return (isWholeWord || space <= 0 ? kept : kept[..space]).TrimEnd() + More;
    }

    public static string Around(string text, string phrase, int around)
    {
        var found = phrase.Length == 0 ? -1 : text.IndexOf(phrase, StringComparison.OrdinalIgnoreCase);

        if (found < 0)
            return "";

        var letters = StringInfo.ParseCombiningCharacters(text);
        var first = LetterAt(letters, found);
        var last = LetterAt(letters, Math.Min(found + phrase.Length, text.Length) - 1) + 1;
        var from = Math.Max(0, first - around);
        var to = Math.Min(letters.Length, last + around);
        var part = text[letters[from]..(to == letters.Length ? text.Length : letters[to])];

        return $"{(from > 0 ? More : "")}{part}{(to < letters.Length ? More : "")}";
    }

    /// <summary>The text in parts, of which every other one is a phrase.</summary>
    public static IEnumerable<(string Part, bool IsMarked)> Parts(string text, IReadOnlyCollection<string> phrases)
    {
        var at = 0;

        while (at < text.Length)
        {
            var next = Next(text, at, phrases);

            if (next.At > at)
                yield return (text[at..next.At], false);
            if (next.Length > 0)
                yield return (text.Substring(next.At, next.Length), true);

            at = next.At + next.Length;
        }
    }

    public static IEnumerable<string[]> Paragraphs(string text)
    {
        List<string> lines = [];

        foreach (var line in text.Split(lineEnds, StringSplitOptions.None))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(line);
            }
            else if (lines.Count > 0)
            {
                yield return [.. lines];
                lines.Clear();
            }
        }

        if (lines.Count > 0)
            yield return [.. lines];
    }

    // The first place, and of several phrases there the longest.
    static (int At, int Length) Next(string text, int from, IEnumerable<string> phrases)
    {
        (int At, int Length) next = (text.Length, 0);

        foreach (var phrase in phrases.Where(phrase => phrase.Length > 0))
        {
            var at = text.IndexOf(phrase, from, StringComparison.OrdinalIgnoreCase);

            if (at >= 0 && (at < next.At || (at == next.At && phrase.Length > next.Length)))
                next = (at, phrase.Length);
        }

        return next;
    }

    static int LetterAt(int[] letters, int character)
    {
        var found = Array.BinarySearch(letters, character);

        return found >= 0 ? found : ~found - 1;
    }
}
