using System.Linq.Expressions;
using Humanizer;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>
/// Writes the fields of one record's form: label, control with the value as typed, and what is wrong with it. Fields are
/// named after the properties, <c>title</c> for <c>Title</c>, as params records expect them.
/// </summary>
public sealed class FormBuilder<TRecord>
    where TRecord : Record
{
    readonly TRecord record;

    internal FormBuilder(TRecord record, string id) => (this.record, Id) = (record, id);

    internal string Id { get; }

    public RenderFragment TextField<TValue>(Expression<Func<TRecord, TValue>> field, string? label = null) =>
        Input(FormField.Of(field), label, "text");

    public RenderFragment EmailField<TValue>(Expression<Func<TRecord, TValue>> field, string? label = null) =>
        Input(FormField.Of(field), label, "email");

    public RenderFragment PasswordField<TValue>(Expression<Func<TRecord, TValue>> field, string? label = null) =>
        Input(FormField.Of(field), label, "password");

    public RenderFragment NumberField<TValue>(Expression<Func<TRecord, TValue>> field, string? label = null) =>
        Input(FormField.Of(field), label, "number");

    public RenderFragment DateField<TValue>(Expression<Func<TRecord, TValue>> field, string? label = null) =>
        Input(FormField.Of(field), label, "date");

    public RenderFragment TextArea<TValue>(Expression<Func<TRecord, TValue>> field, string? label = null, int rows = 8)
    {
        var one = FormField.Of(field);

        return Field(one, label, builder =>
        {
            OpenControl(builder, "textarea", one);
            builder.AddAttribute(20, "rows", rows);
            // A browser drops the first line end inside a textarea: this one, not the author's.
            builder.AddContent(21, "\n" + one.TextOf(record));
            builder.CloseElement();
        });
    }

    /// <summary>A box to tick. Unticked, a browser sends nothing, so a hidden field sends false.</summary>
    public RenderFragment CheckBox(Expression<Func<TRecord, bool>> field, string? label = null)
    {
        var one = FormField.Of(field);

        return Field(one, label, builder =>
        {
            builder.OpenElement(18, "input");
            builder.AddAttribute(19, "type", "hidden");
            builder.AddAttribute(20, "name", one.Name);
            builder.AddAttribute(21, "value", "false");
            builder.CloseElement();

            OpenControl(builder, "input", one);
            builder.AddAttribute(22, "type", "checkbox");
            builder.AddAttribute(23, "value", "true");
            builder.AddAttribute(24, "checked", one.ValueOf(record) is true);
            builder.CloseElement();
        });
    }

    /// <summary>A choice of one: what is sent and what is read, in order.</summary>
    public RenderFragment Select<TValue>(
        Expression<Func<TRecord, TValue>> field, IEnumerable<KeyValuePair<string, string>> options, string? label = null)
    {
        var one = FormField.Of(field);

        return Field(one, label, builder =>
        {
            OpenControl(builder, "select", one);

            foreach (var (value, text) in options)
            {
                builder.OpenElement(20, "option");
                builder.AddAttribute(21, "value", value);
                builder.AddAttribute(22, "selected", value == one.TextOf(record));
                builder.AddContent(23, text);
                builder.CloseElement();
            }

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
            builder.AddAttribute(3, "value", one.TextOf(record));
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

    RenderFragment Input(FormField field, string? label, string type) => Field(field, label, builder =>
    {
        OpenControl(builder, "input", field);
        builder.AddAttribute(20, "type", type);
        builder.AddAttribute(21, "value", type == "password" ? null : field.TextOf(record));
        builder.CloseElement();
    });

    RenderFragment Field(FormField field, string? label, RenderFragment control) => builder =>
    {
        var errors = record.Errors[field.Name];

        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "field");
        builder.OpenElement(2, "label");
        builder.AddAttribute(3, "for", IdOf(field));
        builder.AddContent(4, label ?? field.Label);
        builder.CloseElement();
        builder.AddContent(5, control);

        if (errors.Count > 0)
        {
            builder.OpenElement(6, "p");
            builder.AddAttribute(7, "class", "field-error");
            builder.AddAttribute(8, "id", ErrorIdOf(field));
            builder.AddContent(9, string.Join(", and ", errors));
            builder.CloseElement();
        }

        builder.CloseElement();
    };

    void OpenControl(RenderTreeBuilder builder, string element, FormField field)
    {
        var isWrong = record.Errors[field.Name].Count > 0;

        builder.OpenElement(10, element);
        builder.AddAttribute(11, "id", IdOf(field));
        builder.AddAttribute(12, "name", field.Name);
        builder.AddAttribute(13, "aria-invalid", isWrong ? "true" : null);
        builder.AddAttribute(14, "aria-describedby", isWrong ? ErrorIdOf(field) : null);
    }

    string IdOf(FormField field) => $"{Id}-{field.Name}";

    string ErrorIdOf(FormField field) => $"{Id}-{field.Name}-error";
}
