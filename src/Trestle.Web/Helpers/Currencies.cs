using System.Collections.Frozen;
using System.Globalization;

namespace Trestle;

/// <summary>How currencies are written: by the signs that their own countries have for them.</summary>
static class Currencies
{
    static readonly Lazy<FrozenDictionary<string, string>> signs = new(Signs);

    public static NumberFormatInfo Format(string currency, CultureInfo culture)
    {
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencySymbol = signs.Value.GetValueOrDefault(currency, currency);

        return format;
    }

    // Many countries share a currency, and some write it longer than others.
    static FrozenDictionary<string, string> Signs() => CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => new RegionInfo(culture.Name))
        .GroupBy(region => region.ISOCurrencySymbol)
        .ToFrozenDictionary(same => same.Key, same => same.Select(region => region.CurrencySymbol).OrderBy(sign => sign.Length).ThenBy(sign => sign, StringComparer.Ordinal).First());
}
