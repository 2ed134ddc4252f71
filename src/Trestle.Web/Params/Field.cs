using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Primitives;

namespace Trestle;

/// <summary>A named value of a known type that arrives as text: a field of a form, a part of a query, an id in a path.</summary>
sealed class Field
{
    readonly Type type;
    readonly Type itemType;
    readonly bool isList;
    readonly bool isNullable;
    readonly FieldParser parser;
    readonly object? fallback;
    readonly bool hasFallback;

    Field(string name, Type type, bool isNullable, Type itemType, bool isList, FieldParser parser, ParameterInfo? parameter)
    {
        Name = name;
        this.type = type;
        this.isNullable = isNullable;
        this.itemType = itemType;
        this.isList = isList;
        this.parser = parser;
        hasFallback = parameter is { HasDefaultValue: true };
        fallback = hasFallback ? parameter!.DefaultValue : null;
    }

    public string Name { get; }

    /// <summary>A field for a constructor or action parameter; false when text cannot become its type.</summary>
    public static bool TryCreate(ParameterInfo parameter, [NotNullWhen(true)] out Field? field) =>
        TryCreate(parameter.Name!, parameter.ParameterType, IsNullable(new NullabilityInfoContext().Create(parameter)), parameter, out field);

    /// <summary>A field for a property; false when text cannot become its type.</summary>
    public static bool TryCreate(PropertyInfo property, [NotNullWhen(true)] out Field? field) =>
        TryCreate(property.Name, property.PropertyType, IsNullable(new NullabilityInfoContext().Create(property)), null, out field);

    static bool TryCreate(string name, Type type, bool isNullable, ParameterInfo? parameter, [NotNullWhen(true)] out Field? field)
    {
        var listItem = ListItem(type);
        var itemType = listItem ?? Nullable.GetUnderlyingType(type) ?? type;
        var parser = FieldParsers.For(itemType);

        field = parser is null ? null : new(name, type, isNullable, itemType, listItem is not null, parser, parameter);

        return field is not null;
    }

    /// <summary>Reads a form field: text that is missing is "" (or null where the type allows it), an unticked box false.</summary>
    public object? ReadForm(IReadOnlyDictionary<string, StringValues> fields)
    {
        if (fields.TryGetValue(Name, out var values))
            return Read(values);
        if (hasFallback)
            return fallback;
        if (type == typeof(string) && !isNullable)
            return "";
        if (type == typeof(bool))
            return false;

        return Missing("form");
    }

    /// <summary>Reads a part of the query, which must be there unless its type or a default value allows it to be missing.</summary>
    public object? ReadQuery(IReadOnlyDictionary<string, StringValues> fields) =>
        fields.TryGetValue(Name, out var values) ? Read(values) : hasFallback ? fallback : Missing("query");

    /// <summary>Reads a part of the path; an optional one that is missing is the default, or null.</summary>
    public bool TryReadPath(string? text, out object? value)
    {
        if (text is not null || !(hasFallback || isNullable))
            return parser(text ?? "", out value);

        value = fallback;

        return true;
    }

    object? Read(StringValues values) => isList ? ReadList(values) : ReadOne(values[^1] ?? "");

    object? ReadOne(string text)
    {
        if (text.Length == 0 && isNullable && type != typeof(string))
            return null;

        return parser(text, out var value) ? value : throw Unreadable(text);
    }

    object ReadList(StringValues values)
    {
        var items = Array.CreateInstance(itemType, values.Count);

        for (var i = 0; i < values.Count; i++)
            items.SetValue(ReadOne(values[i] ?? ""), i);

        return AsList(items, type);
    }

    /// <summary>Items as the list that a member wants: an array, an interface of it, or a list.</summary>
    public static object AsList(Array items, Type list) => list.IsArray || list.IsInterface ? items : Activator.CreateInstance(list, items)!;

    /// <summary>What JSON gave: what it left out is what a form would leave out, and null is nothing that a list may hold.</summary>
    public object? Completed(object? value)
    {
        if (value is null)
            return isNullable ? null : type == typeof(string) ? "" : isList ? ReadList(StringValues.Empty) : value;

        if (isList && !itemType.IsValueType)
            foreach (var item in (System.Collections.IEnumerable)value)
                if (item is null)
                    throw new RequestException(400, $"expected {CamelName} to be a list of {TypeName.Of(itemType)}, got: null in it");

        return value;
    }

    object? Missing(string place)
    {
        if (isList)
            return ReadList(StringValues.Empty);

        return isNullable ? null : throw new RequestException(400, $"expected {CamelName} in the {place}, as {TypeName.Of(type)}");
    }

    RequestException Unreadable(string text) =>
        new(400, $"expected {CamelName} to be {TypeName.Of(itemType)}, got: \"{(text.Length > 100 ? text[..100] + "..." : text)}\"");

    string CamelName => char.ToLowerInvariant(Name[0]) + Name[1..];

    /// <summary>The type of the items, if it is one of lists.</summary>
    public static Type? ListItem(Type type)
    {
        if (type.IsArray)
            return type.GetElementType();

        var isList = type.IsGenericType && typeof(System.Collections.IEnumerable).IsAssignableFrom(type)
            && type.IsAssignableFrom(typeof(List<>).MakeGenericType(type.GenericTypeArguments[0]));

        return isList ? type.GenericTypeArguments[0] : null;
    }

    static bool IsNullable(NullabilityInfo info) => info.WriteState == NullabilityState.Nullable;
}
