using System.Linq.Expressions;
using Humanizer;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>
/// Writes the fields of one form: label, control with the value as typed, and what is wrong with it. Fields are
/// named after the properties, <c>title</c> for <c>Title</c>, as params records expect them.
/// </summary>
public sealed partial class FormBuilder<TModel>
    where TModel : class
{
    readonly TModel model;
    readonly FormPlace place;

    internal FormBuilder(TModel model, string id)
        : this(model, new FormPlace(id, (model as Record)?.Errors ?? new Errors()))
    {
    }

    internal FormBuilder(TModel model, FormPlace place) => (this.model, this.place) = (model, place);

    public RenderFragment TextArea<TValue>(
        Expression<Func<TModel, TValue>> field, string? label = null, int rows = 8, string? hint = null, Dictionary<string, object>? attributes = null)
    {
        var one = FormField.Of(field);
        var look = new FieldLook(label, hint, attributes);

        return Field(one, look, builder =>
        {
            OpenControl(builder, "textarea", one, look, [new("rows", $"{rows}"), .. one.Rules.For("textarea")]);
            // A browser drops the first line end inside a textarea: this one, not the author's.
            builder.AddContent(21, "\n" + one.TextOf(model, "text"));
            builder.CloseElement();
        });
    }

    /// <summary>A box to tick. Unticked, a browser sends nothing, so a hidden field sends false; a disabled one sends neither.</summary>
    public RenderFragment CheckBox(
        Expression<Func<TModel, bool>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null)
    {
        var one = FormField.Of(field);
        var look = new FieldLook(label, hint, attributes);

        return Field(one, look, builder =>
        {
            builder.OpenElement(17, "input");
            builder.AddAttribute(18, "type", "hidden");
            builder.AddAttribute(19, "name", place.NameOf(one.Name));
            builder.AddAttribute(20, "value", "false");
            builder.AddAttribute(21, "disabled", attributes?.GetValueOrDefault("disabled"));
            builder.CloseElement();

            OpenControl(builder, "input", one, look, []);
            builder.AddAttribute(30, "type", "checkbox");
            builder.AddAttribute(31, "value", "true");
            builder.AddAttribute(32, "checked", one.ValueOf(model) is true);
            builder.CloseElement();
        });
    }

    /// <summary>A value that goes along unseen; each of them where the property is a list.</summary>
    public RenderFragment Hidden<TValue>(Expression<Func<TModel, TValue>> field)
    {
        var one = FormField.Of(field);

        return builder =>
        {
            foreach (var text in one.IsList ? (IEnumerable<string?>)one.TextsOf(model) : [one.TextOf(model, "hidden")])
            {
                builder.OpenElement(0, "input");
                builder.AddAttribute(1, "type", "hidden");
                builder.AddAttribute(2, "name", place.NameOf(one.Name));
                builder.AddAttribute(3, "value", text);
                builder.CloseElement();
            }
        };
    }

    /// <summary>
    /// The button that sends the form. Default text: "Create article" or "Update article"; "Send" for what is no record. With a name its value goes along,
    /// which tells one button from another.
    /// </summary>
    public RenderFragment Submit(string? text = null, string? name = null, string? value = null, Dictionary<string, object>? attributes = null) => builder =>
    {
        builder.OpenElement(0, "button");
        builder.AddAttribute(1, "type", "submit");
        builder.AddAttribute(2, "class", "button");
        builder.AddAttribute(3, "name", name);
        builder.AddAttribute(4, "value", value);
        builder.AddMultipleAttributes(5, attributes);
        builder.AddContent(6, text ?? (model is Record record
            ? $"{(record.IsNew ? "Create" : "Update")} {typeof(TModel).Name.Humanize(LetterCasing.LowerCase)}"
            : "Send"));
        builder.CloseElement();
    };

    /// <summary>What is wrong with the fields, in whole sentences, each a link to its field. Nothing when nothing is.</summary>
    public RenderFragment Errors() => builder =>
    {
        var errors = place.Errors.Where(error => error.Field.Length > 0).ToList();

        if (errors.Count == 0)
            return;

        builder.OpenElement(0, "ul");
        builder.AddAttribute(1, "class", "form-errors");

        foreach (var error in errors)
        {
            builder.OpenElement(2, "li");
            builder.OpenElement(3, "a");
            builder.AddAttribute(4, "href", $"#{place.IdAt(error.Field)}");
            builder.AddContent(5, error.FullMessage);
            builder.CloseElement();
            builder.CloseElement();
        }

        builder.CloseElement();
    };

    /// <summary>What is wrong with the whole; <see cref="Form{TModel}"/> shows it on top.</summary>
    internal RenderFragment WholeErrors() => builder =>
    {
        foreach (var message in place.Errors[""])
        {
            builder.OpenElement(0, "p");
            builder.AddAttribute(1, "class", "form-error");
            builder.AddAttribute(2, "role", "alert");
            builder.AddContent(3, message);
            builder.CloseElement();
        }
    };

    RenderFragment Field(FormField field, FieldLook look, RenderFragment control) => builder =>
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "field");
        builder.OpenElement(2, "label");
        builder.AddAttribute(3, "for", place.IdOf(field.Name));
        builder.AddContent(4, look.Label ?? field.Label);
        builder.CloseElement();
        builder.AddContent(5, control);
        builder.AddContent(6, Notes(field, look));
        builder.CloseElement();
    };

    /// <summary>The hint below a control, and what is wrong with its value.</summary>
    RenderFragment Notes(FormField field, FieldLook look) => builder =>
    {
        if (look.Hint is not null)
            Note(builder, "field-hint", HintIdOf(field), look.Hint);

        if (MessagesOf(field) is { Count: > 0 } messages)
            Note(builder, "field-error", ErrorIdOf(field), string.Join(", and ", messages));
    };

    static void Note(RenderTreeBuilder builder, string kind, string id, string text)
    {
        builder.OpenElement(0, "p");
        builder.AddAttribute(1, "class", kind);
        builder.AddAttribute(2, "id", id);
        builder.AddContent(3, text);
        builder.CloseElement();
    }

    void OpenControl(
        RenderTreeBuilder builder, string element, FormField field, FieldLook look, IEnumerable<KeyValuePair<string, object?>> rules)
    {
        builder.OpenElement(10, element);
        builder.AddAttribute(11, "id", place.IdOf(field.Name));
        builder.AddAttribute(12, "name", place.NameOf(field.Name));
        builder.AddAttribute(13, "aria-invalid", IsWrong(field) ? "true" : null);
        builder.AddAttribute(14, "aria-describedby", DescriptionOf(field, look));
        builder.AddMultipleAttributes(15, rules!);
        builder.AddMultipleAttributes(16, look.Attributes);
    }

    // A record that belongs to another knows its own errors; of what is no record only the form's errors tell.
    IReadOnlyCollection<string> MessagesOf(FormField field) =>
        [.. ((model as Record)?.Errors[field.Name] ?? []).Union(place.Errors[place.NameOf(field.Name)])];

    bool IsWrong(FormField field) => MessagesOf(field).Count > 0;

    string? DescriptionOf(FormField field, FieldLook look) => (look.Hint, IsWrong(field)) switch
    {
        (null, false) => null,
        (null, true) => ErrorIdOf(field),
        (_, false) => HintIdOf(field),
        _ => $"{HintIdOf(field)} {ErrorIdOf(field)}",
    };

    string HintIdOf(FormField field) => $"{place.IdOf(field.Name)}-hint";

    string ErrorIdOf(FormField field) => $"{place.IdOf(field.Name)}-error";
}
