using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Humanizer;

namespace Trestle;

/// <summary>A property as a form knows it: of a record, or of a params record.</summary>
sealed class FormField(PropertyInfo property)
{
    // Weak keys: what is known of a property goes with its assembly.
    static readonly ConditionalWeakTable<PropertyInfo, FormField> Known = [];

    static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    readonly MethodInvoker getter = MethodInvoker.Create(property.GetMethod!);

    readonly string label = Declared.On<DisplayAttribute>(property)?.GetName()
        ?? Declared.On<DisplayNameAttribute>(property)?.DisplayName
        ?? property.Name.Humanize(LetterCasing.Sentence);

    /// <summary>"publishedAt" for <c>PublishedAt</c>.</summary>
    public string Name { get; } = NameOf(property.Name);

    /// <summary>"PublishedAt".</summary>
    public string Property => property.Name;

    public FieldRules Rules { get; } = new(property);

    public bool IsFile { get; } = (Field.ListItem(property.PropertyType) ?? property.PropertyType) == typeof(Upload);

    public bool IsList { get; } = Field.ListItem(property.PropertyType) is not null;

    /// <summary>Whether the property may hold no number, no date, no choice.</summary>
    public bool IsOptional { get; } = Nullable.GetUnderlyingType(property.PropertyType) is not null;

    /// <summary>In the words of the catalogs, or "Published at" for <c>PublishedAt</c>, unless a <c>[Display]</c> says otherwise.</summary>
    public string Label => UnitOfWork.Reachable?.Options.Wording?.Name(property.DeclaringType!, property.Name) ?? label;

    public static string NameOf(string property) => char.ToLowerInvariant(property[0]) + property[1..];

    public static FormField Of(LambdaExpression field)
    {
        var body = field.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : field.Body;

        return body is MemberExpression { Member: PropertyInfo property, Expression: ParameterExpression }
            ? Known.GetValue(property, static property => new(property))
            : throw new ArgumentException($"expected a form field to be a property of what the form is for, as in a => a.Title, got: {field}");
    }

    /// <summary>What an enum has to offer, by the names of its members.</summary>
    public IEnumerable<KeyValuePair<string, string>> Choices()
    {
        var item = Field.ListItem(property.PropertyType) ?? property.PropertyType;
        var type = Nullable.GetUnderlyingType(item) ?? item;

        return type.IsEnum
            ? Enum.GetNames(type).Select(name => KeyValuePair.Create(
                name, type.GetField(name)!.GetCustomAttribute<DisplayAttribute>()?.GetName() ?? name.Humanize(LetterCasing.Sentence)))
            : throw new ArgumentException(
                $"""
                {property.Name} is of type {TypeName.Of(property.PropertyType)}, which does not say what there is to choose from: only an enum does.

                Pass what is offered, the value first:

                    options: [new("1", "One"), new("2", "Two")]
                """);
    }

    public object? ValueOf(object record) => getter.Invoke(record);

    /// <summary>The value as an input of this type takes it, and as the binder reads it.</summary>
    public string? TextOf(object record, string type) => Text(ValueOf(record), type);

    /// <summary>The values of a list, or the one value.</summary>
    public HashSet<string> TextsOf(object record) => ValueOf(record) switch
    {
        null => [],
        IEnumerable values when IsList => [.. values.Cast<object?>().Select(value => Text(value, "") ?? "")],
        var value => [Text(value, "")!],
    };

    static string? Text(object? value, string type) => value switch
    {
        null => null,
        bool isTrue => isTrue ? "true" : "false",
        DateTimeOffset moment => Text(moment.UtcDateTime, type),
        DateTime moment => moment.ToString(Format(type, moment.TimeOfDay), Culture),
        DateOnly date => date.ToString(type == "month" ? "yyyy-MM" : "yyyy-MM-dd", Culture),
        TimeOnly time => time.ToString(Clock(time.ToTimeSpan()), Culture),
        IFormattable other => other.ToString(null, Culture),
        _ => value.ToString(),
    };

    static string Format(string type, TimeSpan time) => type switch
    {
        "date" => "yyyy-MM-dd",
        "month" => "yyyy-MM",
        "time" => Clock(time),
        "datetime-local" => $"yyyy-MM-dd'T'{Clock(time)}",
        _ => "O",
    };

    // Browsers show seconds only where there are some, and know no more than thousandths.
    static string Clock(TimeSpan time) => time.Ticks % TimeSpan.TicksPerMinute == 0 ? "HH:mm" : "HH:mm:ss.FFF";
}
