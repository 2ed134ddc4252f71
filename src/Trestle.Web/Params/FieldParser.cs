using System.Globalization;
using System.Reflection;

namespace Trestle;

/// <summary>Reads one text as one value of a type; false when the text is not one.</summary>
delegate bool FieldParser(string text, out object? value);

static class FieldParsers
{
    static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>The parser for a type (not for nullables or lists), or null when texts cannot become one.</summary>
    public static FieldParser? For(Type type)
    {
        if (type == typeof(string))
            return Text;
        if (type == typeof(bool))
            return Bool;
        if (type == typeof(double))
            return Double;
        if (type == typeof(float))
            return Float;
        if (type == typeof(DateTimeOffset))
            return Moment;
        if (type.IsEnum)
            return (string text, out object? value) => Enumerated(type, text, out value);

        return IsParsable(type) ? Generic(type) : null;
    }

    static bool IsParsable(Type type) =>
        type.GetInterfaces().Any(face => face.IsGenericType
            && face.GetGenericTypeDefinition() == typeof(IParsable<>)
            && face.GenericTypeArguments[0] == type);

    static FieldParser Generic(Type type) =>
        typeof(FieldParsers).GetMethod(nameof(Parsable), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(type)
            .CreateDelegate<FieldParser>();

    static bool Parsable<T>(string text, out object? value) where T : IParsable<T>
    {
        var isParsed = T.TryParse(text, Culture, out var parsed);
        value = parsed;

        return isParsed;
    }

    static bool Text(string text, out object? value)
    {
        value = text;

        return true;
    }

    // "on" is what a browser sends for a ticked box without a value.
    static bool Bool(string text, out object? value)
    {
        value = text.ToLowerInvariant() switch
        {
            "true" or "on" or "1" => true,
            "false" or "off" or "0" or "" => false,
            _ => null,
        };

        return value is not null;
    }

    static bool Double(string text, out object? value)
    {
        var isNumber = double.TryParse(text, Culture, out var number) && double.IsFinite(number);
        value = number;

        return isNumber;
    }

    static bool Float(string text, out object? value)
    {
        var isNumber = float.TryParse(text, Culture, out var number) && float.IsFinite(number);
        value = number;

        return isNumber;
    }

    // Without an offset UTC is meant: the server's own time zone is nobody's business.
    static bool Moment(string text, out object? value)
    {
        var isMoment = DateTimeOffset.TryParse(text, Culture, DateTimeStyles.AssumeUniversal, out var moment);
        value = moment;

        return isMoment;
    }

    static bool Enumerated(Type type, string text, out object? value)
    {
        var isName = Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase);
        value = isName ? Enum.Parse(type, text, ignoreCase: true) : null;

        return isName;
    }
}
