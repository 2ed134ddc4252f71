using System.Collections;
using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using System.Reflection;

namespace Trestle;

/// <summary>A record's values for a person who looks for a fault, without those that are nobody's business.</summary>
sealed class FilteredValues
{
    const string Filtered = "[FILTERED]";
    const int LongestText = 50;

    readonly PropertyInfo[] shown;
    readonly HashSet<string> secret;

    public FilteredValues(Type record)
    {
        PropertyInfo[] all = [.. record.GetProperties(BindingFlags.Instance | BindingFlags.Public)];

        shown = [.. all.Where(IsShown).OrderBy(p => p.DeclaringType == typeof(Record)).OrderBy(p => p.Name != nameof(Record.Id))];
        secret =
        [
            .. all.Where(p => p.IsDefined(typeof(EncryptedAttribute)) || p.IsDefined(typeof(SecureTokenAttribute))).Select(p => p.Name),
            .. all.Where(p => p.IsDefined(typeof(SecurePasswordAttribute))).SelectMany(Related),
        ];
    }

    public bool IsFiltered(string property) => secret.Contains(property)
        || Names.Any(name => property.Contains(name, StringComparison.OrdinalIgnoreCase));

    public string Inspect(Record record)
    {
        var values = shown.Select(p => $"{p.Name} = {Text(p.Name, p.GetValue(record))}");

        return $"{record.GetType().Name} {{ {string.Join(", ", values)} }}";
    }

    /// <summary>What is not filtered, by name.</summary>
    public IEnumerable<(string Name, object? Value)> Open(Record record) =>
        shown.Where(p => !IsFiltered(p.Name)).Select(p => (p.Name, p.GetValue(record)));

    public static string Text(object? value, bool isFiltered) => value switch
    {
        null => "null",
        _ when isFiltered => Filtered,
        string { Length: > LongestText } text => $"\"{text[..LongestText]}...\"",
        string text => $"\"{text}\"",
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Select(one => Text(one, isFiltered: false)))}]",
        _ => value.ToString() ?? "",
    };

    static IReadOnlyList<string> Names => UnitOfWork.Reachable?.Options.FilteredAttributes ?? DatabaseOptions.UsuallyFiltered;

    string Text(string property, object? value) => Text(value, IsFiltered(property));

    static string[] Related(PropertyInfo password) => [password.Name, password.Name + "Confirmation", password.Name + "Digest"];

    static bool IsShown(PropertyInfo property) => property.CanRead
        && property.GetIndexParameters().Length == 0
        && !property.IsDefined(typeof(NotMappedAttribute))
        && !LeadsToRecords(property.PropertyType);

    static bool LeadsToRecords(Type type) => type.IsAssignableTo(typeof(Record))
        || type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericArguments()[0].IsAssignableTo(typeof(Record)));
}
