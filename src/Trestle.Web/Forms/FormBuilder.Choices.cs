using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <remarks>Choices: what is sent and what is read, in order. An enum brings its own.</remarks>
public sealed partial class FormBuilder<TRecord>
{
    /// <summary>A choice of one, or of several where the property is a list. A property that may be null can be left out; <paramref name="prompt"/> says so in words.</summary>
    public RenderFragment Select<TValue>(
        Expression<Func<TRecord, TValue>> field,
        IEnumerable<KeyValuePair<string, string>>? options = null,
        string? label = null,
        string? prompt = null,
        string? hint = null,
        Dictionary<string, object>? attributes = null)
    {
        var one = FormField.Of(field);
        var look = new FieldLook(label, hint, attributes);
        var offered = (options ?? one.Choices()).ToList();
        var none = offered.Any(option => option.Key.Length == 0) || one.IsList ? prompt : prompt ?? (one.IsOptional ? "–" : null);

        return Field(one, look, builder =>
        {
            var chosen = one.TextsOf(record);

            OpenControl(builder, "select", one, look, one.Rules.For("select"));
            builder.AddAttribute(30, "multiple", one.IsList);

            if (none is not null)
                Option(builder, "", none, isChosen: chosen.Count == 0);

            foreach (var (value, text) in offered)
                Option(builder, value, text, chosen.Contains(value));

            builder.CloseElement();
        });
    }

    /// <summary>A choice of one, every choice in sight.</summary>
    public RenderFragment RadioButtons<TValue>(
        Expression<Func<TRecord, TValue>> field, IEnumerable<KeyValuePair<string, string>>? options = null, string? label = null, string? hint = null) =>
        Group(FormField.Of(field), "radio", options, new(label, hint, null));

    /// <summary>A choice of several for a property that is a list, every choice in sight. With none ticked the list is empty.</summary>
    public RenderFragment CheckBoxes<TValue>(
        Expression<Func<TRecord, TValue>> field, IEnumerable<KeyValuePair<string, string>>? options = null, string? label = null, string? hint = null) =>
        Group(FormField.Of(field), "checkbox", options, new(label, hint, null));

    RenderFragment Group(FormField field, string type, IEnumerable<KeyValuePair<string, string>>? options, FieldLook look)
    {
        var offered = (options ?? field.Choices()).ToList();

        return builder =>
        {
            var chosen = field.TextsOf(record);

            builder.OpenElement(0, "fieldset");
            builder.AddAttribute(1, "class", "field");
            builder.AddAttribute(2, "id", IdOf(field));
            builder.AddAttribute(3, "aria-describedby", DescriptionOf(field, look));
            builder.OpenElement(4, "legend");
            builder.AddContent(5, look.Label ?? field.Label);
            builder.CloseElement();

            for (var i = 0; i < offered.Count; i++)
                Choice(builder, field, type, $"{IdOf(field)}-{i}", offered[i], chosen.Contains(offered[i].Key));

            builder.AddContent(6, Notes(field, look));
            builder.CloseElement();
        };
    }

    static void Choice(RenderTreeBuilder builder, FormField field, string type, string id, KeyValuePair<string, string> option, bool isChosen)
    {
        builder.OpenElement(10, "input");
        builder.AddAttribute(11, "id", id);
        builder.AddAttribute(12, "type", type);
        builder.AddAttribute(13, "name", field.Name);
        builder.AddAttribute(14, "value", option.Key);
        builder.AddAttribute(15, "checked", isChosen);
        builder.CloseElement();
        builder.OpenElement(16, "label");
        builder.AddAttribute(17, "for", id);
        builder.AddContent(18, option.Value);
        builder.CloseElement();
    }

    static void Option(RenderTreeBuilder builder, string value, string text, bool isChosen)
    {
        builder.OpenElement(31, "option");
        builder.AddAttribute(32, "value", value);
        builder.AddAttribute(33, "selected", isChosen);
        builder.AddContent(34, text);
        builder.CloseElement();
    }
}
