using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Primitives;

namespace Trestle;

/// <summary>One member of a params record: a field, another record (<c>author.name</c>), or a list of records (<c>lines[0].text</c>).</summary>
abstract class ParamsMember(string name, PropertyInfo? property)
{
    /// <summary>Null for an argument of the constructor that no property shows.</summary>
    public PropertyInfo? Property { get; } = property;

    public virtual Type? Nested => null;

    protected string Name { get; } = name;

    protected string CamelName => char.ToLowerInvariant(Name[0]) + Name[1..];

    public static ParamsMember? Of(ParameterInfo parameter, PropertyInfo? property) =>
        Field.TryCreate(parameter, out var field)
            ? new FieldMember(field, property)
            : Of(parameter.Name!, parameter.ParameterType, new NullabilityInfoContext().Create(parameter), property);

    public static ParamsMember? Of(PropertyInfo property) =>
        Field.TryCreate(property, out var field)
            ? new FieldMember(field, property)
            : Of(property.Name, property.PropertyType, new NullabilityInfoContext().Create(property), property);

    public abstract bool IsIn(IReadOnlyDictionary<string, StringValues> fields);

    public abstract object? Read(IReadOnlyDictionary<string, StringValues> fields, ParamsBinder binder);

    /// <summary>What JSON gave, with what it left out.</summary>
    public abstract object? Completed(object? value, ParamsBinder binder);

    protected static object In(string place, Func<object> read)
    {
        try
        {
            return read();
        }
        catch (RequestException broken) when (broken.Status == 400)
        {
            throw new RequestException(400, $"{place}: {broken.Message}", broken.Title, broken);
        }
    }

    static ParamsMember? Of(string name, Type type, NullabilityInfo nullability, PropertyInfo? property)
    {
        var isNullable = nullability.WriteState == NullabilityState.Nullable;

        if (UploadMember.IsFor(type))
            return new UploadMember(name, type, isNullable, property);

        if (Field.ListItem(type) is { } item)
            return IsParams(item) ? new ListMember(name, type, item, isNullable, property) : null;

        return IsParams(type) ? new RecordMember(name, type, isNullable, property) : null;
    }

    // What others made for other uses is not read from a form, though it may have a constructor.
    public static bool IsParams(Type type) => type is { IsClass: true, IsAbstract: false } and { IsGenericType: false }
        && !type.IsAssignableTo(typeof(Record)) && !type.IsAssignableTo(typeof(Delegate)) && !type.IsAssignableTo(typeof(IEnumerable))
        && type.Namespace?.Split('.')[0] is not ("System" or "Microsoft")
        && type.GetConstructors().Length > 0;
}

sealed class FieldMember(Field field, PropertyInfo? property) : ParamsMember(field.Name, property)
{
    public override bool IsIn(IReadOnlyDictionary<string, StringValues> fields) => fields.ContainsKey(Name);

    public override object? Read(IReadOnlyDictionary<string, StringValues> fields, ParamsBinder binder) => SentFields.FilesOf(fields, Name).Count == 0
        ? field.ReadForm(fields)
        : throw new RequestException(400, $"expected {CamelName} to be a text, got a file");

    public override object? Completed(object? value, ParamsBinder binder) => field.Completed(value);
}

sealed class RecordMember(string name, Type type, bool isNullable, PropertyInfo? property) : ParamsMember(name, property)
{
    public override Type Nested => type;

    public override bool IsIn(IReadOnlyDictionary<string, StringValues> fields) => SentFields.NamesOf(fields).Any(IsBelow);

    public override object? Read(IReadOnlyDictionary<string, StringValues> fields, ParamsBinder binder)
    {
        var below = new SentFields();
        var isThere = false;

        foreach (var field in SentFields.NamesOf(fields).Where(IsBelow))
        {
            isThere = true;
            below.Take(fields, field, field[(Name.Length + 1)..]);
        }

        return !isThere && isNullable ? null : In(CamelName, () => binder.Bind(type, below));
    }

    public override object? Completed(object? value, ParamsBinder binder) => value is null
        ? isNullable ? null : throw new RequestException(400, $"expected {CamelName} in the JSON, as {TypeName.Of(type)}")
        : In(CamelName, () => binder.Complete(value));

    bool IsBelow(string field) => field.Length > Name.Length + 1 && field[Name.Length] == '.' && field.StartsWith(Name, StringComparison.OrdinalIgnoreCase);
}

sealed class ListMember(string name, Type list, Type item, bool isNullable, PropertyInfo? property) : ParamsMember(name, property)
{
    public override Type Nested => item;

    public override bool IsIn(IReadOnlyDictionary<string, StringValues> fields) => SentFields.NamesOf(fields).Any(field => IndexIn(field) is not null);

    /// <summary>The numbers give the order alone: a row that was taken out of a form leaves a gap.</summary>
    public override object? Read(IReadOnlyDictionary<string, StringValues> fields, ParamsBinder binder)
    {
        var rows = new SortedDictionary<int, SentFields>();

        foreach (var field in SentFields.NamesOf(fields))
        {
            if (IndexIn(field) is not { } index)
                continue;

            if (!rows.TryGetValue(index, out var row))
                rows[index] = row = new();

            row.Take(fields, field, Rest(field));
        }

        object[] made = [.. rows.Select(row => In($"{CamelName}[{row.Key}]", () => binder.Bind(item, row.Value)))];

        return made.Length == 0 && isNullable ? null : List(made);
    }

    public override object? Completed(object? value, ParamsBinder binder)
    {
        if (value is null)
            return isNullable ? null : List([]);

        var index = 0;

        foreach (var one in (IEnumerable)value)
        {
            if (one is null)
                throw new RequestException(400, $"expected {CamelName}[{index}] to be {TypeName.Of(item)}, got: null");

            In($"{CamelName}[{index++}]", () => binder.Complete(one));
        }

        return value;
    }

    object List(object[] rows)
    {
        var items = Array.CreateInstance(item, rows.Length);
        rows.CopyTo(items, 0);

        return Field.AsList(items, list);
    }

    // "lines[12].text" is the 12th line's; "lines[12]" and "lines[-1].text" are nobody's.
    int? IndexIn(string field)
    {
        if (!field.StartsWith(Name, StringComparison.OrdinalIgnoreCase) || field.Length < Name.Length + 5 || field[Name.Length] != '[')
            return null;

        var end = field.IndexOf("].", Name.Length, StringComparison.Ordinal);

        return end > 0 && end + 2 < field.Length
            && int.TryParse(field.AsSpan(Name.Length + 1, end - Name.Length - 1), System.Globalization.NumberStyles.None, null, out var index)
                ? index
                : null;
    }

    string Rest(string field) => field[(field.IndexOf("].", Name.Length, StringComparison.Ordinal) + 2)..];
}
