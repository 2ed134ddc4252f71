using System.ComponentModel;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Humanizer;

namespace Trestle;

/// <summary>A record's property as a form knows it.</summary>
sealed class FormField(PropertyInfo property)
{
    // Weak keys: what is known of a property goes with its assembly.
    static readonly ConditionalWeakTable<PropertyInfo, FormField> Known = [];

    readonly MethodInvoker getter = MethodInvoker.Create(property.GetMethod!);
    readonly string english =
        property.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName ?? property.Name.Humanize(LetterCasing.Sentence);

    /// <summary>"publishedAt" for <c>PublishedAt</c>.</summary>
    public string Name { get; } = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];

    /// <summary>"Published at" for <c>PublishedAt</c>, unless a <c>[DisplayName]</c> or the application's wording says otherwise.</summary>
    public string Label => UnitOfWork.Reachable?.Options.Wording?.Name(property.DeclaringType!, property.Name) ?? english;

    public static FormField Of(LambdaExpression field)
    {
        var body = field.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : field.Body;

        return body is MemberExpression { Member: PropertyInfo property, Expression: ParameterExpression }
            ? Known.GetValue(property, static property => new(property))
            : throw new ArgumentException($"expected a form field to be a property of the record, as in a => a.Title, got: {field}");
    }

    public object? ValueOf(object record) => getter.Invoke(record);

    /// <summary>The value as an input takes it: dates and numbers in their neutral form.</summary>
    public string? TextOf(object record) => ValueOf(record) switch
    {
        null => null,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var value => value.ToString(),
    };
}
