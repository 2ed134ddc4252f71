using System.Runtime.CompilerServices;
using Humanizer;
using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>What a form offers to choose from, and what it says as a whole.</summary>
public sealed partial class FormBuilder<T>
{
    /// <summary>A list to choose one from, each shown as it is written.</summary>
    public RenderFragment Select<TValue>(
        Func<T, TValue> field, IEnumerable<TValue> choices, string? label = null, string? prompt = null,
        [CallerArgumentExpression(nameof(field))] string expression = "") =>
        Select(field, choices.Select(choice => (FormField.TextOf(choice), choice)), label, prompt, expression);

    /// <summary>A list to choose one from, each with the text to show. A prompt is shown while nothing is chosen.</summary>
    public RenderFragment Select<TValue>(
        Func<T, TValue> field, IEnumerable<(string Text, TValue Value)> choices, string? label = null, string? prompt = null,
        [CallerArgumentExpression(nameof(field))] string expression = "") => builder =>
    {
        var select = FieldOf(expression, (object?)field(model), label);

        select.Open(builder);
        select.AddLabel(builder);
        builder.OpenElement(20, "select");
        select.AddAttributes(builder, attributes: null);

        if (prompt is not null)
        {
            builder.OpenElement(30, "option");
            builder.AddAttribute(31, "value", "");
            builder.AddContent(32, prompt);
            builder.CloseElement();
        }

        foreach (var (text, value) in choices)
        {
            var choice = FormField.TextOf(value);

            builder.OpenElement(33, "option");
            builder.AddAttribute(34, "value", choice);
            builder.AddAttribute(35, "selected", choice == select.Value);
            builder.AddContent(36, text);
            builder.CloseElement();
        }

        builder.CloseElement();
        select.Close(builder);
    };

    /// <summary>The button; by default "Create article" or "Update article".</summary>
    public RenderFragment Submit(string? text = null) => builder =>
    {
        builder.OpenElement(0, "button");
        builder.AddAttribute(1, "type", "submit");
        builder.AddContent(2, text ?? DefaultSubmit());
        builder.CloseElement();
    };

    /// <summary>All that is wrong, above the form; each line leads to its field. Nothing when nothing is.</summary>
    public RenderFragment ErrorSummary() => builder =>
    {
        if (errors is not { Any: true })
            return;

        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "error-summary");
        builder.AddAttribute(2, "role", "alert");
        builder.OpenElement(3, "ul");

        foreach (var error in errors)
        {
            builder.OpenElement(4, "li");

            if (error.Field.Length == 0)
            {
                builder.AddContent(5, error.FullMessage);
            }
            else
            {
                builder.OpenElement(6, "a");
                builder.AddAttribute(7, "href", "#" + FormField.IdOf(name, error.Field));
                builder.AddContent(8, error.FullMessage);
                builder.CloseElement();
            }

            builder.CloseElement();
        }

        builder.CloseElement();
        builder.CloseElement();
    };

    string DefaultSubmit() =>
        $"{(model is Record { IsNew: false } ? "Update" : "Create")} {model.GetType().Name.Humanize(LetterCasing.LowerCase)}";
}
