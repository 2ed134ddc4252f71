using System.Linq.Expressions;
using Humanizer;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>
/// Writes the fields of one record's form: label, control with the value as typed, and what is wrong with it. Fields are
/// named after the properties, <c>title</c> for <c>Title</c>, as params records expect them.
/// </summary>
public sealed partial class FormBuilder<TRecord>
    where TRecord : Record
{
    readonly TRecord record;

    internal FormBuilder(TRecord record, string id) => (this.record, Id) = (record, id);

    internal string Id { get; }

    public RenderFragment TextArea<TValue>(
        Expression<Func<TRecord, TValue>> field, string? label = null, int rows = 8, string? hint = null, Dictionary<string, object>? attributes = null)
    {
        var one = FormField.Of(field);
        var look = new FieldLook(label, hint, attributes);

        return Field(one, look, builder =>
        {
            OpenControl(builder, "textarea", one, look, [new("rows", $"{rows}"), .. one.Rules.For("textarea")]);
            // A browser drops the first line end inside a textarea: this one, not the author's.
            builder.AddContent(21, "\n" + one.TextOf(record, "text"));
            builder.CloseElement();
        });
    }

    /// <summary>A box to tick. Unticked, a browser sends nothing, so a hidden field sends false.</summary>
    public RenderFragment CheckBox(
        Expression<Func<TRecord, bool>> field, string? label = null, string? hint = null, Dictionary<string, object>? attributes = null)
    {
        var one = FormField.Of(field);
        var look = new FieldLook(label, hint, attributes);

        return Field(one, look, builder =>
        {
            builder.OpenElement(18, "input");
            builder.AddAttribute(19, "type", "hidden");
            builder.AddAttribute(20, "name", one.Name);
            builder.AddAttribute(21, "value", "false");
            builder.CloseElement();

            OpenControl(builder, "input", one, look, []);
            builder.AddAttribute(30, "type", "checkbox");
            builder.AddAttribute(31, "value", "true");
            builder.AddAttribute(32, "checked", one.ValueOf(record) is true);
            builder.CloseElement();
        });
    }

    public RenderFragment Hidden<TValue>(Expression<Func<TRecord, TValue>> field)
    {
        var one = FormField.Of(field);

        return builder =>
        {
            builder.OpenElement(0, "input");
            builder.AddAttribute(1, "type", "hidden");
            builder.AddAttribute(2, "name", one.Name);
            builder.AddAttribute(3, "value", one.TextOf(record, "hidden"));
            builder.CloseElement();
        };
    }

    /// <summary>The button that sends the form. Default text: "Create article" or "Update article".</summary>
    public RenderFragment Submit(string? text = null) => builder =>
    {
        builder.OpenElement(0, "button");
        builder.AddAttribute(1, "type", "submit");
        builder.AddAttribute(2, "class", "button");
        builder.AddContent(3, text ?? $"{(record.IsNew ? "Create" : "Update")} {typeof(TRecord).Name.Humanize(LetterCasing.LowerCase)}");
        builder.CloseElement();
    };

    /// <summary>What is wrong with the fields, in whole sentences, each a link to its field. Nothing when nothing is.</summary>
    public RenderFragment Errors() => builder =>
    {
        var errors = record.Errors.Where(error => error.Field.Length > 0).ToList();

        if (errors.Count == 0)
            return;

        builder.OpenElement(0, "ul");
        builder.AddAttribute(1, "class", "form-errors");

        foreach (var error in errors)
        {
            builder.OpenElement(2, "li");
            builder.OpenElement(3, "a");
            builder.AddAttribute(4, "href", $"#{Id}-{FormField.NameOf(error.Field)}");
            builder.AddContent(5, error.FullMessage);
            builder.CloseElement();
            builder.CloseElement();
        }

        builder.CloseElement();
    };

    /// <summary>What is wrong with the record as a whole; <see cref="Form{TRecord}"/> shows it on top.</summary>
    internal RenderFragment RecordErrors() => builder =>
    {
        foreach (var message in record.Errors[""])
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
        builder.AddAttribute(3, "for", IdOf(field));
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

        if (IsWrong(field))
            Note(builder, "field-error", ErrorIdOf(field), string.Join(", and ", record.Errors[field.Name]));
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
        builder.AddAttribute(11, "id", IdOf(field));
        builder.AddAttribute(12, "name", field.Name);
        builder.AddAttribute(13, "aria-invalid", IsWrong(field) ? "true" : null);
        builder.AddAttribute(14, "aria-describedby", DescriptionOf(field, look));
        builder.AddMultipleAttributes(15, rules!);
        builder.AddMultipleAttributes(16, look.Attributes);
    }

    bool IsWrong(FormField field) => record.Errors[field.Name].Count > 0;

    string? DescriptionOf(FormField field, FieldLook look) => (look.Hint, IsWrong(field)) switch
    {
        (null, false) => null,
        (null, true) => ErrorIdOf(field),
        (_, false) => HintIdOf(field),
        _ => $"{HintIdOf(field)} {ErrorIdOf(field)}",
    };

    string IdOf(FormField field) => $"{Id}-{field.Name}";

    string HintIdOf(FormField field) => $"{IdOf(field)}-hint";

    string ErrorIdOf(FormField field) => $"{IdOf(field)}-error";
}
