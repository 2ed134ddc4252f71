using System.Globalization;

namespace Trestle;

/// <summary>A time that has passed, or is to come, as people say it: so many of one unit.</summary>
sealed record Elapsed(int Count, string Unit, bool IsToCome)
{
    const string Now = "now";

    // Half a unit is a whole one, as people round; a month is a twelfth of a year.
    static readonly (string Unit, TimeSpan Length, TimeSpan Until)[] units =
    [
        ("minutes", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(59.5)),
        ("hours", TimeSpan.FromHours(1), TimeSpan.FromHours(23.5)),
        ("days", TimeSpan.FromDays(1), TimeSpan.FromDays(30)),
        ("months", TimeSpan.FromDays(365.25 / 12), TimeSpan.FromDays(365)),
        ("years", TimeSpan.FromDays(365.25), TimeSpan.MaxValue),
    ];

    public static Elapsed Between(DateTimeOffset moment, DateTimeOffset now)
    {
        var time = (now - moment).Duration();

        if (time < TimeSpan.FromSeconds(30))
            return new(0, Now, IsToCome: false);

        var (unit, length, _) = Array.Find(units, unit => time < unit.Until || unit.Until == TimeSpan.MaxValue);

        return new(Math.Max(1, (int)Math.Round(time / length, MidpointRounding.AwayFromZero)), unit, moment > now);
    }

    /// <summary>In the words of the catalogs, or in English.</summary>
    public string InWords(Translations? translations)
    {
        var key = Unit == Now ? "ago.now" : $"{(IsToCome ? "until" : "ago")}.{Unit}";

        return translations?.Find(key) is { } found
            ? found.Translation.Fill(new Dictionary<string, object?> { ["count"] = Count }, found.Culture, isHtml: false, isStrict: true)
            : English;
    }

    string English => (Unit, IsToCome) switch
    {
        (Now, _) => "just now",
        (_, true) => $"in {Amount}",
        _ => $"{Amount} ago",
    };

    string Amount => string.Create(CultureInfo.InvariantCulture, $"{Count} {(Count == 1 ? Unit[..^1] : Unit)}");
}
