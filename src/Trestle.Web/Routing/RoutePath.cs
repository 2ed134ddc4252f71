using System.ComponentModel;
using System.Globalization;

namespace Trestle;

/// <summary>What the helpers in <c>Paths</c> are made of; call those.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RoutePath
{
    /// <summary>A value as one segment of a path, escaped.</summary>
    public static string Segment<T>(T value, string name) => value switch
    {
        int number => number.ToString(CultureInfo.InvariantCulture),
        Record record => Segment(Id(record), name),
        _ when Text(value) is var text && IsSegment(text) => Uri.EscapeDataString(text),
        _ => throw Refused(name, Text(value)),
    };

    /// <summary>A value as the rest of a path: its slashes stay.</summary>
    public static string Rest<T>(T value, string name)
    {
        var text = Text(value);

        return text.Split('/').All(IsSegment)
            ? string.Join('/', text.Split('/').Select(Uri.EscapeDataString))
            : throw Refused(name, text);
    }

    /// <summary>The id of a stored record; one that is not saved yet has no path.</summary>
    public static int Id(Record record) => !record.IsNew ? record.Id : throw new ArgumentException(
        $"{record.GetType().Name} is not saved yet, so it has no path of its own.\n\nSave it first, or link to its list.");

    /// <summary>The path and those values of the query that are not null.</summary>
    public static string WithQuery(string path, params ReadOnlySpan<(string Name, object? Value)> query)
    {
        var mark = '?';

        foreach (var (name, value) in query)
        {
            if (value is null)
                continue;

            path += $"{mark}{name}={Uri.EscapeDataString(Text(value))}";
            mark = '&';
        }

        return path;
    }

    // Browsers take "." and ".." for directions, escaped or not.
    static bool IsSegment(string text) => text is not ("" or "." or "..");

    static string Text<T>(T value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTime or DateTimeOffset or DateOnly or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    static ArgumentException Refused(string name, string text) =>
        new($"expected {name} to be a segment of a path, got: \"{text}\"\n\nGive the helper a value that names something.");
}
