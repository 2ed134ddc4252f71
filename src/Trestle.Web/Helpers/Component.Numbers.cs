using System.Globalization;
using System.Numerics;
using Humanizer;

namespace Trestle;

// Numbers as their reader writes them.
public abstract partial class Component
{
    /// <summary>"1,234,567" or "1.234.567", as the reader's language has it.</summary>
    protected static string Delimited<TNumber>(TNumber number, int decimals = 0) where TNumber : INumber<TNumber> =>
        number.ToString($"N{decimals}", CultureInfo.CurrentCulture);

    /// <summary>An amount in a currency, which is not that of the reader's country: <c>Money(9.5m, "EUR")</c> is "€9.50" or "9,50 €".</summary>
    protected static string Money(decimal amount, string currency) => amount.ToString("C", Currencies.Format(currency, CultureInfo.CurrentCulture));

    /// <summary>A share: 0.256 is "26%", or "25.6%" with one decimal.</summary>
    protected static string Percentage<TNumber>(TNumber share, int decimals = 0) where TNumber : INumber<TNumber> =>
        share.ToString($"P{decimals}", CultureInfo.CurrentCulture);

    /// <summary>A number of bytes for people: "1.2 MB".</summary>
    protected static string FileSize(long bytes) => ByteSize.FromBytes(bytes).Humanize("0.#", CultureInfo.CurrentCulture);

    /// <summary>"1 book", "3 books": for English. In other languages a text of the catalog has its plural forms.</summary>
    protected static string Pluralize(int count, string one, string? many = null) =>
        $"{Delimited(count)} {(count == 1 ? one : many ?? one.Pluralize(inputIsKnownToBeSingular: true))}";
}
