using System.Globalization;

namespace Trestle;

/// <summary>Which form of a noun a number takes, as the languages' speakers have told the Unicode Consortium.</summary>
// https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html, cardinals. A language that is not here has
// "one" for 1 and "other" for the rest, as most of those left out do.
static class PluralRules
{
    public static readonly IReadOnlySet<string> Categories = new HashSet<string> { "zero", "one", "two", "few", "many", "other" };

    public static string Of(CultureInfo culture, decimal number)
    {
        var n = new Operands(Math.Abs(number));

        return (culture.Name is "pt-PT" ? culture.Name : culture.TwoLetterISOLanguageName) switch
        {
            "ja" or "zh" or "ko" or "vi" or "th" or "id" or "ms" or "lo" or "my" or "km" or "yo" => "other",
            "fr" => n.I is 0 or 1 ? "one" : Millions(n),
            "pt" => n.I is 0 or 1 ? "one" : Millions(n),
            "pt-PT" or "it" or "ca" => n is { I: 1, V: 0 } ? "one" : Millions(n),
            "es" => n.N == 1 ? "one" : Millions(n),
            "hi" or "bn" or "fa" or "am" or "gu" or "kn" or "zu" => n.I == 0 || n.N == 1 ? "one" : "other",
            "hy" => n.I is 0 or 1 ? "one" : "other",
            "da" => n.N == 1 || (n.F != 0 && n.I is 0 or 1) ? "one" : "other",
            "is" or "mk" => n is { V: 0, I: var i } && Ends(i, 1) || Ends(n.F, 1) ? "one" : "other",
            "tr" or "hu" or "el" or "bg" or "nb" or "nn" or "no" or "eu" or "sq" or "ka" or "az" or "kk" or "uz" or "mn" or "ta" or "te" or "ml" or "mr" or "ne" =>
                n.N == 1 ? "one" : "other",
            "ru" or "uk" => EastSlavic(n),
            "be" => n.V > 0 ? "other" : EastSlavic(n),
            "pl" => n is { V: 0, I: 1 } ? "one" : n.V > 0 ? "other" : EndsFew(n.I) ? "few" : "many",
            "cs" or "sk" => n switch { { V: > 0 } => "many", { I: 1 } => "one", { I: >= 2 and <= 4 } => "few", _ => "other" },
            "hr" or "sr" or "bs" => SouthSlavic(n),
            "sl" => n switch { { V: > 0 } => "few", _ => (n.I % 100) switch { 1 => "one", 2 => "two", 3 or 4 => "few", _ => "other" } },
            "lt" => n.F != 0 ? "many" : (n.I % 100) is >= 11 and <= 19 ? "other" : (n.I % 10) switch { 1 => "one", >= 2 => "few", _ => "other" },
            "lv" => Latvian(n),
            "ro" => n is { V: 0, I: 1 } ? "one" : n.V > 0 || n.I == 0 || (n.I % 100) is >= 1 and <= 19 ? "few" : "other",
            "ar" => n.V > 0 && n.F != 0 ? "other" : Arabic(n.I),
            "he" => n is { V: 0, I: 1 } or { V: > 0, I: 0 } ? "one" : n is { V: 0, I: 2 } ? "two" : "other",
            "ga" => n.F != 0 ? "other" : n.I switch { 1 => "one", 2 => "two", >= 3 and <= 6 => "few", >= 7 and <= 10 => "many", _ => "other" },
            "cy" => n.F != 0 ? "other" : n.I switch { 0 => "zero", 1 => "one", 2 => "two", 3 => "few", 6 => "many", _ => "other" },
            "mt" => n.F != 0 ? "other" : n.I switch { 1 => "one", 2 => "two", 0 => "few", _ => (n.I % 100) switch { >= 3 and <= 10 => "few", >= 11 and <= 19 => "many", _ => "other" } },
            _ => n is { I: 1, V: 0 } ? "one" : "other",
        };
    }

    // "un million de livres": only Romance languages have it.
    static string Millions(Operands n) => n is { V: 0, I: not 0 } && n.I % 1_000_000 == 0 ? "many" : "other";

    static string EastSlavic(Operands n) => n.V > 0 ? "other" : Ends(n.I, 1) ? "one" : EndsFew(n.I) ? "few" : "many";

    static string SouthSlavic(Operands n)
    {
        var told = n.V == 0 ? n.I : n.F;

        return Ends(told, 1) ? "one" : EndsFew(told) ? "few" : "other";
    }

    static string Latvian(Operands n)
    {
        var told = n.F != 0 ? n.F : n.I;

        return (n.F == 0 && n.I % 10 == 0) || (told % 100) is >= 11 and <= 19 ? "zero" : Ends(told, 1) ? "one" : "other";
    }

    static string Arabic(long i) => i switch
    {
        0 => "zero",
        1 => "one",
        2 => "two",
        _ => (i % 100) switch { >= 3 and <= 10 => "few", >= 11 => "many", _ => "other" },
    };

    static bool Ends(long number, int digit) => number % 10 == digit && number % 100 != 10 + digit;

    static bool EndsFew(long number) => number % 10 is >= 2 and <= 4 && number % 100 is not (>= 12 and <= 14);

    /// <summary>What the rules speak of: n the number, i its whole part, v how many digits follow the point, f those digits.</summary>
    readonly record struct Operands(decimal N)
    {
        public long I { get; } = (long)decimal.Truncate(N);

        public int V { get; } = N.Scale;

        public long F { get; } = (long)((N - decimal.Truncate(N)) * Power(N.Scale));

        static decimal Power(int scale) => Enumerable.Repeat(10m, Math.Min((int)scale, 15)).Aggregate(1m, (product, ten) => product * ten);
    }
}
