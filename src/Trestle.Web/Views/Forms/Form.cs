using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>
/// A form for a record: a new one is posted to <c>/articles</c>, a saved one is patched at <c>/articles/7</c>.
/// <c>&lt;Form For="Model" Context="f"&gt;@f.TextField(a => a.Title) @f.Submit()&lt;/Form&gt;</c>
/// </summary>
/// <remarks>The browser sends a token back with it, without which the application refuses what it is sent.</remarks>
public sealed class Form<T> : Component
    where T : class
{
    /// <summary>The record, with the values typed so far and the errors of its last validation.</summary>
    [Parameter, EditorRequired] public T For { get; set; } = null!;

    /// <summary>The fields; <c>Context="f"</c> names their builder.</summary>
    [Parameter] public RenderFragment<FormBuilder<T>>? ChildContent { get; set; }

    /// <summary>Where the form goes, when that is not the record's own path.</summary>
    [Parameter] public string? Path { get; set; }

    /// <summary><c>post</c>, <c>patch</c>, <c>put</c>, <c>delete</c> or <c>get</c>. Default: post for what is new, patch for what is saved.</summary>
    [Parameter] public string? Method { get; set; }

    /// <summary>Default: <c>new-article</c> or <c>edit-article-7</c>. A live view recovers what was typed by it.</summary>
    [Parameter] public string? Id { get; set; }

    /// <summary>In a live view: a field was changed.</summary>
    [Parameter] public EventCallback<FormEvent> OnChange { get; set; }

    /// <summary>In a live view: the form was submitted.</summary>
    [Parameter] public EventCallback<FormEvent> OnSubmit { get; set; }

    /// <summary>Other attributes of the form element.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var name = ResourceName.Segment(For.GetType().Name);
        var method = Method ?? (For is Record { IsNew: false } ? "patch" : "post");

        builder.OpenElement(0, "form");
        builder.AddAttribute(1, "id", Id ?? DefaultId(name));
        builder.AddAttribute(2, "action", Path ?? DefaultPath());
        builder.AddAttribute(3, "method", FormMethod.OfElement(method));
        builder.AddMultipleAttributes(4, Attributes);
        builder.AddAttribute(5, "onchange", OnChange);
        builder.AddAttribute(6, "onsubmit", OnSubmit);
        builder.AddContent(7, FormMethod.HiddenFields(method, Context));

        if (ChildContent is not null)
            builder.AddContent(8, ChildContent(new(For, (For as Record)?.Errors, name)));

        builder.CloseElement();
    }

    string DefaultId(string name) => For is Record { IsNew: false, Id: var id } ? $"edit-{name}-{id}" : $"new-{name}";

    string DefaultPath() => For is Record record
        ? ResourceName.PathTo(record)
        : throw new InvalidOperationException(
            $"""
            A form for {typeof(T).Name} has no path: it is not a record, so there is no path to guess.

            Say where it goes:

                <Form For="..." Path="/sign-in" Context="f">
            """);
}
