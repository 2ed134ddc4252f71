using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>
/// Writes the fields of a <see cref="Form{T}"/>: label, control with the value typed so far, and what is wrong with it.
/// <c>@f.TextField(a => a.Title)</c>
/// </summary>
public sealed partial class FormBuilder<T>
    where T : class
{
    readonly T model;
    readonly Errors? errors;
    readonly string name;

    internal FormBuilder(T model, Errors? errors, string name)
    {
        this.model = model;
        this.errors = errors;
        this.name = name;
    }

    /// <summary>A line of text.</summary>
    public RenderFragment TextField(
        Func<T, object?> field, string? label = null, IReadOnlyDictionary<string, object>? attributes = null,
        [CallerArgumentExpression(nameof(field))] string expression = "") =>
        Input("text", field, label, attributes, expression);

    /// <summary>An address to send mail to.</summary>
    public RenderFragment EmailField(
        Func<T, object?> field, string? label = null, IReadOnlyDictionary<string, object>? attributes = null,
        [CallerArgumentExpression(nameof(field))] string expression = "") =>
        Input("email", field, label, attributes, expression);

    /// <summary>A number; fractions may be typed.</summary>
    public RenderFragment NumberField(
        Func<T, object?> field, string? label = null, IReadOnlyDictionary<string, object>? attributes = null,
        [CallerArgumentExpression(nameof(field))] string expression = "") =>
        Input("number", field, label, attributes, expression);

    /// <summary>Text of several lines.</summary>
    public RenderFragment TextArea(
        Func<T, object?> field, string? label = null, int rows = 6, IReadOnlyDictionary<string, object>? attributes = null,
        [CallerArgumentExpression(nameof(field))] string expression = "") => builder =>
    {
        var area = FieldOf(expression, field, label);

        area.Open(builder);
        area.AddLabel(builder);
        builder.OpenElement(20, "textarea");
        builder.AddAttribute(21, "rows", rows);
        area.AddAttributes(builder, attributes);
        // Browsers drop the first line end of a text area, so that one is given to drop.
        builder.AddContent(30, "\n");
        builder.AddContent(31, area.Value);
        builder.CloseElement();
        area.Close(builder);
    };

    /// <summary>A box to tick; one that is not ticked means false.</summary>
    public RenderFragment CheckBox(
        Func<T, bool> field, string? label = null, IReadOnlyDictionary<string, object>? attributes = null,
        [CallerArgumentExpression(nameof(field))] string expression = "") => builder =>
    {
        var isTicked = field(model);
        var box = FieldOf(expression, isTicked, label);

        box.Open(builder);
        builder.OpenElement(20, "input");
        builder.AddAttribute(21, "type", "checkbox");
        box.AddAttributes(builder, attributes);
        builder.AddAttribute(27, "value", "true");
        builder.AddAttribute(28, "checked", isTicked);
        builder.CloseElement();
        box.AddLabel(builder);
        box.Close(builder);
    };

    /// <summary>A value the reader does not see. It can be changed by whoever sends the form: no secret, and no proof.</summary>
    public RenderFragment Hidden(
        Func<T, object?> field, [CallerArgumentExpression(nameof(field))] string expression = "") => builder =>
    {
        var hidden = FieldOf(expression, field, label: null);

        builder.OpenElement(0, "input");
        builder.AddAttribute(1, "type", "hidden");
        builder.AddAttribute(2, "name", hidden.Name);
        builder.AddAttribute(3, "value", hidden.Value);
        builder.CloseElement();
    };

    RenderFragment Input(
        string type, Func<T, object?> field, string? label, IReadOnlyDictionary<string, object>? attributes, string expression) =>
        builder =>
        {
            var input = FieldOf(expression, field, label);

            input.Open(builder);
            input.AddLabel(builder);
            builder.OpenElement(20, "input");
            builder.AddAttribute(21, "type", type);
            input.AddAttributes(builder, attributes);
            builder.AddAttribute(27, "value", input.Value);
            builder.AddAttribute(28, "step", type == "number" ? "any" : null);
            builder.CloseElement();
            input.Close(builder);
        };

    FormField FieldOf(string expression, Func<T, object?> field, string? label) => FieldOf(expression, field(model), label);

    FormField FieldOf(string expression, object? value, string? label) => FormField.Of(expression, name, value, errors, label);
}
