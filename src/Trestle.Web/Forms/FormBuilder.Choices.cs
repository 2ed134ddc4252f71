using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <remarks>Choices: what is sent and what is read, in order. An enum brings its own.</remarks>
public sealed partial class FormBuilder<TModel>
{
    /// <summary>A choice of one, or of several where the property is a list. A property that may be null can be left out; <paramref name="prompt"/> says so in words.</summary>
    /// <param name="groups">
    /// Choices under headings, in place of <paramref name="options"/>: <c>towns.GroupBy(t => t.Country, t => KeyValuePair.Create($"{t.Id}", t.Name))</c>
    /// </param>
    public RenderFragment Select<TValue>(
        Expression<Func<TModel, TValue>> field,
        IEnumerable<KeyValuePair<string, string>>? options = null,
        string? label = null,
        string? prompt = null,
        string? hint = null,
        Dictionary<string, object>? attributes = null,
        IEnumerable<IGrouping<string, KeyValuePair<string, string>>>? groups = null)
    {
        var one = FormField.Of(field);
        var look = new FieldLook(label, hint, attributes);
        var grouped = groups?.ToList() ?? [];
        var offered = (options ?? (groups is null ? one.Choices() : [])).ToList();
        var hasNone = offered.Concat(grouped.SelectMany(group => group)).Any(option => option.Key.Length == 0);
        var none = hasNone || one.IsList ? prompt : prompt ?? (one.IsOptional ? "–" : null);

        return Field(one, look, builder =>
        {
            var chosen = one.TextsOf(model);

            OpenControl(builder, "select", one, look, one.Rules.For("select"));
            builder.AddAttribute(30, "multiple", one.IsList);

            if (none is not null)
                Option(builder, "", none, isChosen: chosen.Count == 0);

            foreach (var (value, text) in offered)
                Option(builder, value, text, chosen.Contains(value));

            foreach (var group in grouped)
            {
                builder.OpenElement(35, "optgroup");
                builder.AddAttribute(36, "label", group.Key);

                foreach (var (value, text) in group)
                    Option(builder, value, text, chosen.Contains(value));

                builder.CloseElement();
            }

            builder.CloseElement();
        });
    }

    /// <summary>A choice of one, every choice in sight.</summary>
    public RenderFragment RadioButtons<TValue>(
        Expression<Func<TModel, TValue>> field,
        IEnumerable<KeyValuePair<string, string>>? options = null,
        string? label = null,
        string? hint = null,
        Dictionary<string, object>? attributes = null) =>
        Group(FormField.Of(field), "radio", options, new(label, hint, attributes));

    /// <summary>A choice of several for a property that is a list, every choice in sight. With none ticked the list is empty.</summary>
    public RenderFragment CheckBoxes<TValue>(
        Expression<Func<TModel, TValue>> field,
        IEnumerable<KeyValuePair<string, string>>? options = null,
        string? label = null,
        string? hint = null,
        Dictionary<string, object>? attributes = null) =>
        Group(FormField.Of(field), "checkbox", options, new(label, hint, attributes));

    RenderFragment Group(FormField field, string type, IEnumerable<KeyValuePair<string, string>>? options, FieldLook look)
    {
        var offered = (options ?? field.Choices()).ToList();
        var isRadio = type == "radio";

        return builder =>
        {
            var chosen = field.TextsOf(model);
            var isWrong = IsWrong(field) ? "true" : null;

            builder.OpenElement(0, "fieldset");
            builder.AddAttribute(1, "class", "field");
            builder.AddAttribute(2, "id", place.IdOf(field.Name));
            builder.AddAttribute(3, "aria-describedby", DescriptionOf(field, look));

            // What is wrong with buttons is told of all of them, with boxes of each: ARIA has it so.
            if (isRadio)
            {
                builder.AddAttribute(4, "role", "radiogroup");
                builder.AddAttribute(5, "aria-invalid", isWrong);
                builder.AddMultipleAttributes(6, field.Rules.For("radio")!);
            }

            builder.AddMultipleAttributes(7, look.Attributes);
            builder.OpenElement(8, "legend");
            builder.AddContent(9, look.Label ?? field.Label);
            builder.CloseElement();

            for (var i = 0; i < offered.Count; i++)
                Choice(builder, field, type, $"{place.IdOf(field.Name)}-{i}", offered[i], chosen.Contains(offered[i].Key), isRadio ? null : isWrong);

            builder.AddContent(30, Notes(field, look));
            builder.CloseElement();
        };
    }

    void Choice(RenderTreeBuilder builder, FormField field, string type, string id, KeyValuePair<string, string> option, bool isChosen, string? isWrong)
    {
        builder.OpenElement(10, "input");
        builder.AddAttribute(11, "id", id);
        builder.AddAttribute(12, "type", type);
        builder.AddAttribute(13, "name", place.NameOf(field.Name));
        builder.AddAttribute(14, "value", option.Key);
        builder.AddAttribute(15, "checked", isChosen);
        builder.AddAttribute(16, "aria-invalid", isWrong);
        builder.CloseElement();
        builder.OpenElement(17, "label");
        builder.AddAttribute(18, "for", id);
        builder.AddContent(19, option.Value);
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
