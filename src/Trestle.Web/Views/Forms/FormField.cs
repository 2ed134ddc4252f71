using System.Collections.Concurrent;
using System.Globalization;
using Humanizer;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>A field of a form: its names, its value as text, and what is wrong with it.</summary>
sealed class FormField
{
    static readonly ConcurrentDictionary<string, Names> Known = new(StringComparer.Ordinal);

    readonly Names names;
    readonly IReadOnlyList<string> messages;
    readonly string? label;

    FormField(Names names, string form, object? value, Errors? errors, string? label)
    {
        this.names = names;
        this.label = label;
        Id = $"{form}-{names.Segment}";
        Value = TextOf(value);
        messages = errors?[names.Property] ?? [];
    }

    public string Id { get; }

    public string Name => names.Field;

    public string Value { get; }

    string Label => label ?? names.Label;

    bool IsWrong => messages.Count > 0;

    string ErrorsId => Id + "-errors";

    /// <param name="expression">The source of the lambda that reads the field: <c>a => a.Title</c>.</param>
    public static FormField Of(string expression, string form, object? value, Errors? errors, string? label) =>
        new(Known.GetOrAdd(expression, Names.Of), form, value, errors, label);

    public static string IdOf(string form, string property) => $"{form}-{ResourceName.Segment(property)}";

    public static string TextOf(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Opens the element around the label, the control and the errors.</summary>
    public void Open(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", IsWrong ? "field field-wrong" : "field");
    }

    public void AddLabel(RenderTreeBuilder builder)
    {
        builder.OpenElement(10, "label");
        builder.AddAttribute(11, "for", Id);
        builder.AddContent(12, Label);
        builder.CloseElement();
    }

    /// <summary>Adds what every control has, after its type: id, name, and where its errors are read.</summary>
    public void AddAttributes(RenderTreeBuilder builder, IReadOnlyDictionary<string, object>? attributes)
    {
        builder.AddAttribute(22, "id", Id);
        builder.AddAttribute(23, "name", Name);
        builder.AddMultipleAttributes(24, attributes);
        builder.AddAttribute(25, "aria-invalid", IsWrong ? "true" : null);
        builder.AddAttribute(26, "aria-describedby", IsWrong ? ErrorsId : null);
    }

    public void Close(RenderTreeBuilder builder)
    {
        if (IsWrong)
        {
            builder.OpenElement(40, "div");
            builder.AddAttribute(41, "class", "field-errors");
            builder.AddAttribute(42, "id", ErrorsId);

            foreach (var message in messages)
            {
                builder.OpenElement(43, "p");
                builder.AddContent(44, Label);
                builder.AddContent(45, " ");
                builder.AddContent(46, message);
                builder.CloseElement();
            }

            builder.CloseElement();
        }

        builder.CloseElement();
    }

    sealed record Names(string Property, string Field, string Segment, string Label)
    {
        public static Names Of(string expression)
        {
            var arrow = expression.Split("=>", 2, StringSplitOptions.TrimEntries);
            var path = arrow[^1].Split('.');

            if (arrow.Length != 2 || path.Length != 2 || path[0] != arrow[0] || !path[1].All(c => char.IsLetterOrDigit(c) || c == '_'))
                throw new InvalidOperationException($"expected a field like a => a.Title, got: {expression}");

            var property = path[1];

            return new(property, char.ToLowerInvariant(property[0]) + property[1..], ResourceName.Segment(property),
                property.Humanize(LetterCasing.Sentence));
        }
    }
}
