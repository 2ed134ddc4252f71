using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>
/// The application's texts in its languages: catalogs in the folder Locales, one JSON file a culture. Pages and controllers ask it
/// by <c>T("articles.index.title")</c>; anything else takes it from the services.
/// </summary>
public sealed class Translations
{
    readonly string folder;
    readonly bool isStrict;
    readonly bool reloads;
    readonly CultureInfo fallback;

    volatile Catalogs catalogs;

    internal Translations(string folder, LocaleOptions options, bool isStrict = true, bool reloads = false)
    {
        (this.folder, this.isStrict, this.reloads) = (folder, isStrict, reloads);
        fallback = CultureInfo.GetCultureInfo(options.Default);
        catalogs = Load();
    }

    internal static Translations Of(IServiceProvider services) => services.GetService<Translations>() ?? throw new InvalidOperationException(
        """
        A text is asked for by T("..."), but the application has no catalogs.

        Add Locales/en.json, and have it copied beside the program:

            <Content Update="Locales/*.json" CopyToOutputDirectory="PreserveNewest" />
        """);

    /// <summary>The languages there are catalogs for: "de", "en", "pt-BR".</summary>
    public IReadOnlyList<string> Locales => [.. catalogs.ByName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// The text of the current language; of the language it is a variant of (pt for pt-BR) or of the default one where it lacks it.
    /// The values fill its <c>{names}</c>; <c>count</c> chooses among the forms of a plural. Throws
    /// <see cref="MissingTranslationException"/> where no catalog has it; in production gives the key.
    /// </summary>
    public string Text(string key, object? values = null) => Find(key) is { } text
        ? text.Translation.Fill(values, text.Culture, isHtml: false, isStrict)
        : Missing(key);

    /// <summary>A text that is markup, whose key says so: <c>intro_html</c>. The values are escaped, the text is not.</summary>
    public MarkupString Html(string key, object? values = null)
    {
        if (!key.EndsWith("_html", StringComparison.Ordinal))
            throw new ArgumentException(
                $"expected the key of a text that is markup to end with _html, got: {key}\n\nCall it {key}_html in the catalogs, so that whoever translates it knows; or show it by T(\"{key}\").");

        return new(Find(key) is { } text ? text.Translation.Fill(values, text.Culture, isHtml: true, isStrict) : Missing(key));
    }

    /// <summary>Whether the current language, or one that it falls back to, has the text.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>
    /// What one catalog has and another lacks, as "Locales/de.json lacks articles.index.title". Meant for a test:
    /// <c>Assert.Empty(translations.Gaps())</c>. A variant such as pt-BR may lack what pt has, and English what records say by themselves.
    /// </summary>
    public IReadOnlyList<string> Gaps()
    {
        var all = catalogs.ByName.Values.SelectMany(catalog => catalog.Texts.Keys).Distinct().Order(StringComparer.Ordinal).ToArray();

        return
        [
            .. from catalog in catalogs.ByName.Values.OrderBy(catalog => catalog.File, StringComparer.Ordinal)
               from key in all
               where !IsSaidInEnglish(key, catalog.Culture)
               where !Variants(catalog.Culture).Any(one => catalogs.ByName.TryGetValue(one.Name, out var has) && has.Texts.ContainsKey(key))
               select $"{catalog.File} lacks {key}",
        ];
    }

    static bool IsSaidInEnglish(string key, CultureInfo culture) => culture.TwoLetterISOLanguageName == "en"
        && (key.StartsWith("errors.", StringComparison.Ordinal) || key.StartsWith("records.", StringComparison.Ordinal) || key.StartsWith("fields.", StringComparison.Ordinal));

    internal (Translation Translation, CultureInfo Culture)? Find(string key)
    {
        foreach (var culture in Variants(CultureInfo.CurrentUICulture).Append(fallback))
            if (catalogs.ByName.TryGetValue(culture.Name, out var catalog) && catalog.Texts.TryGetValue(key, out var found))
                return (found, culture);

        return null;
    }

    /// <summary>The culture of a catalog that speaks what was asked for: itself, or what it is a variant of. Null for none.</summary>
    internal CultureInfo? Spoken(string name)
    {
        if (name.Length is 0 or > 20)
            return null;

        for (var asked = name; asked.Length > 0; asked = asked[..Math.Max(0, asked.LastIndexOf('-'))])
            if (catalogs.ByName.TryGetValue(asked, out var catalog))
                return catalog.Culture;

        return null;
    }

    internal CultureInfo Default => fallback;

    internal IEnumerable<string> Keys(bool withVariants) => Variants(CultureInfo.CurrentUICulture).Take(withVariants ? int.MaxValue : 1)
        .SelectMany(culture => catalogs.ByName.GetValueOrDefault(culture.Name)?.Texts.Keys ?? []).Distinct();

    /// <summary>In development: reads the catalogs again when one has changed.</summary>
    internal void Refresh()
    {
        if (reloads && StampOf(folder) != catalogs.Stamp)
            catalogs = Load();
    }

    string Missing(string key)
    {
        if (!isStrict)
            return key;

        var files = Variants(CultureInfo.CurrentUICulture).Append(fallback)
            .Select(culture => catalogs.ByName.GetValueOrDefault(culture.Name)?.File).OfType<string>().Distinct().DefaultIfEmpty($"Locales/{fallback.Name}.json");
        var end = key.Split('.')[^1];
        var near = catalogs.ByName.Values.SelectMany(catalog => catalog.Texts.Keys).Where(known => known.Split('.')[^1] == end).Distinct().Take(2);

        throw new MissingTranslationException(key, [.. files], near);
    }

    Catalogs Load()
    {
        var stamp = StampOf(folder);
        var read = Directory.EnumerateFiles(folder, "*.json").Select(Catalog.Read);

        return new(read.ToFrozenDictionary(catalog => catalog.Culture.Name, StringComparer.OrdinalIgnoreCase), stamp);
    }

    static IEnumerable<CultureInfo> Variants(CultureInfo culture)
    {
        for (; culture.Name.Length > 0; culture = culture.Parent)
            yield return culture;
    }

    static long StampOf(string folder) =>
        Directory.EnumerateFiles(folder, "*.json").Aggregate(0L, (sum, file) => unchecked((sum * 31) + File.GetLastWriteTimeUtc(file).Ticks));

    sealed record Catalogs(FrozenDictionary<string, Catalog> ByName, long Stamp);
}
