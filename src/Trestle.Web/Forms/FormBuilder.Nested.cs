using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <remarks>Fields of what belongs to the form's model, named as params inside of params are: <c>author.name</c>, <c>lines[0].text</c>.</remarks>
public sealed partial class FormBuilder<TModel>
{
    /// <summary>
    /// Fields for each of a list: <c>@form.FieldsFor(essay => essay.Footnotes, note => @&lt;p>@note.TextField(n => n.Text)&lt;/p>)</c>. A stored record's id
    /// goes along, so that it is changed and not made anew.
    /// </summary>
    /// <param name="list">A property that is a list.</param>
    /// <param name="fields">What is written for each.</param>
    /// <param name="extra">So many empty ones follow, for what is to be added.</param>
    [OverloadResolutionPriority(1)]
    public RenderFragment FieldsFor<TChild>(
        Expression<Func<TModel, IEnumerable<TChild>?>> list, RenderFragment<FormBuilder<TChild>> fields, int extra = 0)
        where TChild : class
    {
        ArgumentNullException.ThrowIfNull(fields);

        var many = FormField.Of(list);

        return builder =>
        {
            var row = 0;
            Alert(builder, place.IdOf(many.Name), MessagesOf(many));

            foreach (var child in (many.ValueOf(model) as IEnumerable<TChild> ?? []).Concat(Enumerable.Range(0, extra).Select(_ => Blank<TChild>(many))))
                Row(builder, child, place.Below(many.Name, row++), fields);
        };
    }

    /// <summary>Fields for the one that belongs to the model; empty ones if there is none yet.</summary>
    public RenderFragment FieldsFor<TChild>(Expression<Func<TModel, TChild?>> one, RenderFragment<FormBuilder<TChild>> fields)
        where TChild : class
    {
        ArgumentNullException.ThrowIfNull(fields);

        var field = FormField.Of(one);

        return builder => Row(builder, field.ValueOf(model) as TChild ?? Blank<TChild>(field), place.Below(field.Name), fields);
    }

    /// <summary>A box that lets the form delete this row: params read it as <c>bool Destroy</c>.</summary>
    public RenderFragment DestroyBox(string? label = null) => builder =>
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "field");
        builder.OpenElement(2, "label");
        builder.AddAttribute(3, "for", place.IdOf("destroy"));
        builder.AddContent(4, label ?? UnitOfWork.Reachable?.Options.Wording?.Name(typeof(TModel), "Destroy") ?? "Delete");
        builder.CloseElement();
        builder.OpenElement(5, "input");
        builder.AddAttribute(6, "id", place.IdOf("destroy"));
        builder.AddAttribute(7, "type", "checkbox");
        builder.AddAttribute(8, "name", place.NameOf("destroy"));
        builder.AddAttribute(9, "value", "true");
        builder.AddAttribute(10, "checked", model is Record { IsMarkedForDestruction: true });
        builder.CloseElement();
        builder.CloseElement();
    };

    static void Row<TChild>(RenderTreeBuilder builder, TChild child, FormPlace place, RenderFragment<FormBuilder<TChild>> fields)
        where TChild : class
    {
        var form = new FormBuilder<TChild>(child, place);

        builder.AddContent(10, form.Heading());
        builder.AddContent(11, fields, form);
    }

    /// <summary>What a row begins with: whose it is, and what is wrong with the whole of it.</summary>
    internal RenderFragment Heading() => builder =>
    {
        if (model is Record { IsNew: false } stored)
        {
            builder.OpenElement(0, "input");
            builder.AddAttribute(1, "type", "hidden");
            builder.AddAttribute(2, "name", place.NameOf("id"));
            builder.AddAttribute(3, "value", stored.Id);
            builder.CloseElement();
        }

        Alert(builder, place.IdAt(place.Path), [.. ((model as Record)?.Errors[""] ?? []).Union(place.Errors[place.Path])]);
    };

    static void Alert(RenderTreeBuilder builder, string id, IReadOnlyCollection<string> messages)
    {
        if (messages.Count == 0)
            return;

        builder.OpenElement(20, "p");
        builder.AddAttribute(21, "class", "form-error");
        builder.AddAttribute(22, "id", id);
        builder.AddAttribute(23, "role", "alert");
        builder.AddContent(24, string.Join(", and ", messages));
        builder.CloseElement();
    }

    static TChild Blank<TChild>(FormField field) => typeof(TChild).GetConstructor(Type.EmptyTypes) is not null
        ? Activator.CreateInstance<TChild>()
        : throw new InvalidOperationException(
            $"""
            A form shows empty fields for {field.Name}, but {TypeName.Of(typeof(TChild))} cannot be made from nothing.

            Give the model one to show, or {TypeName.Of(typeof(TChild))} a constructor without parameters.
            """);
}
