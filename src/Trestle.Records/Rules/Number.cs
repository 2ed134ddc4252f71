using System.Globalization;

namespace Trestle;

/// <summary>Numbers of any type, compared by value.</summary>
static class Number
{
    public static bool IsOne(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    /// <summary>Reads a text's number; a number stays what it is.</summary>
    public static bool TryRead(object value, out object number)
    {
        number = value;

        if (value is not string text)
            return !double.IsNaN(value is double or float ? ToDouble(value) : 0);

        var isNumber = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var read);
        number = read;

        return isNumber;
    }

    public static int Compare(object one, object other) => IsBinary(one) || IsBinary(other)
        ? ToDouble(one).CompareTo(ToDouble(other))
        : ToDecimal(one).CompareTo(ToDecimal(other));

    public static double Remainder(object number, int divisor) =>
        IsBinary(number) ? ToDouble(number) % divisor : (double)(ToDecimal(number) % divisor);

    static bool IsBinary(object number) => number is double or float;

    static double ToDouble(object number) => Convert.ToDouble(number, CultureInfo.InvariantCulture);

    static decimal ToDecimal(object number) => Convert.ToDecimal(number, CultureInfo.InvariantCulture);
}
