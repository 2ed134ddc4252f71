using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <remarks>
/// The inputs of one line. What the property's rules say, the browser is told: <c>[MaxLength]</c>, <c>[Range]</c>, <c>[Required]</c>. Attributes that are
/// given win over those.
/// </remarks>
public sealed partial class FormBuilder<TModel>
{
    public RenderFragment TextField<TValue>(
        Expression<Func<TModel, TValue>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null) =>
        Input(field, "text", new(label, hint, attributes));

    public RenderFragment EmailField<TValue>(
        Expression<Func<TModel, TValue>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null) =>
        Input(field, "email", new(label, hint, attributes));

    /// <summary>Never filled in again: a password does not travel back.</summary>
    public RenderFragment PasswordField<TValue>(
        Expression<Func<TModel, TValue>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null) =>
        Input(field, "password", new(label, hint, attributes));

    public RenderFragment TelField<TValue>(
        Expression<Func<TModel, TValue>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null) =>
        Input(field, "tel", new(label, hint, attributes));

    public RenderFragment UrlField<TValue>(
        Expression<Func<TModel, TValue>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null) =>
        Input(field, "url", new(label, hint, attributes));

    public RenderFragment SearchField<TValue>(
        Expression<Func<TModel, TValue>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null) =>
        Input(field, "search", new(label, hint, attributes));

    /// <summary>The value is a text such as "#a0c4ff".</summary>
    public RenderFragment ColorField<TValue>(
        Expression<Func<TModel, TValue>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null) =>
        Input(field, "color", new(label, hint, attributes));

    public RenderFragment NumberField<TValue>(
        Expression<Func<TModel, TValue>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null) =>
        Input(field, "number", new(label, hint, attributes));

    /// <summary>A slider; its ends are those of the property's <c>[Range]</c>.</summary>
    public RenderFragment RangeField<TValue>(
        Expression<Func<TModel, TValue>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null) =>
        Input(field, "range", new(label, hint, attributes));

    public RenderFragment DateField<TValue>(
        Expression<Func<TModel, TValue>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null) =>
        Input(field, "date", new(label, hint, attributes));

    public RenderFragment TimeField<TValue>(
        Expression<Func<TModel, TValue>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null) =>
        Input(field, "time", new(label, hint, attributes));

    /// <summary>A moment with an offset is shown, and read, as UTC.</summary>
    public RenderFragment DateTimeField<TValue>(
        Expression<Func<TModel, TValue>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null) =>
        Input(field, "datetime-local", new(label, hint, attributes));

    /// <summary>The value is a text such as "2026-03", or a date in that month.</summary>
    public RenderFragment MonthField<TValue>(
        Expression<Func<TModel, TValue>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null) =>
        Input(field, "month", new(label, hint, attributes));

    /// <summary>The value is a text such as "2026-W10".</summary>
    public RenderFragment WeekField<TValue>(
        Expression<Func<TModel, TValue>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null) =>
        Input(field, "week", new(label, hint, attributes));

    RenderFragment Input(LambdaExpression field, string type, FieldLook look)
    {
        var one = FormField.Of(field);

        return Field(one, look, builder =>
        {
            OpenControl(builder, "input", one, look, one.Rules.For(type));
            builder.AddAttribute(30, "type", type);
            builder.AddAttribute(31, "value", type == "password" ? null : one.TextOf(model, type));
            builder.CloseElement();
        });
    }
}
