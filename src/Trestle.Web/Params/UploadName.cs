using System.Globalization;
using System.Text;

namespace Trestle;

/// <summary>Makes what a client calls a file fit to be a file's name: it may be a path, or made to look like another name.</summary>
static class UploadName
{
    const int Longest = 100;
    const string Nameless = "file";

    static readonly char[] folders = ['/', '\\'];

    // What Windows forbids; a name that was fine here would be trouble there.
    const string Forbidden = "<>:\"|?*";

    public static string Of(string given)
    {
        var kept = new StringBuilder();

        foreach (var rune in given[(given.LastIndexOfAny(folders) + 1)..].EnumerateRunes())
            if (!IsHidden(rune) && !(rune.IsAscii && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal)))
                kept.Append(rune);

        var name = Shortened(kept.ToString().Normalize().Trim('.', ' '));

        return name.Length == 0 ? Nameless : name;
    }

    // Controls, what turns the direction of writing, and halves of characters.
    static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || rune == Rune.ReplacementChar;

    // The ending tells what it is: it stays.
    static string Shortened(string name)
    {
        if (name.Length <= Longest)
            return name;

        var ending = Path.GetExtension(name) is { Length: <= 20 } known ? known : "";
        var length = Longest - ending.Length;

        return name[..(char.IsHighSurrogate(name[length - 1]) ? length - 1 : length)] + ending;
    }
}
