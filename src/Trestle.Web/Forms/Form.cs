using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Trestle;

/// <summary>
/// A form for a record: a new one is posted to the list (<c>/articles</c>), a stored one patched at its own path
/// (<c>/articles/7</c>). Or for any object, such as the params of a search, sent to <see cref="Action"/>. Antiforgery is inside.
/// <c>&lt;Form For="article" Context="form"&gt; @form.TextField(a => a.Title) ...</c>
/// </summary>
public sealed class Form<TModel> : Component
    where TModel : class
{
    [Parameter, EditorRequired] public TModel For { get; set; } = null!;

    /// <summary>Where the form is sent, when not to the record's own path.</summary>
    [Parameter] public string? Action { get; set; }

    /// <summary>get, post, put, patch or delete. Default: patch for a stored record, else post.</summary>
    [Parameter] public string? Method { get; set; }

    /// <summary>What is wrong with an object that is no record. Default: what the controller found, <see cref="ViewContext.Errors"/>.</summary>
    [Parameter] public Errors? Errors { get; set; }

    /// <summary>Tells two forms of one page apart; also the beginning of the fields' ids. Default: the class's name.</summary>
    [Parameter] public string? Id { get; set; }

    /// <summary>In a live view: runs with every change.</summary>
    [Parameter] public EventCallback<FormEvent> OnChange { get; set; }

    /// <summary>In a live view: runs instead of sending the form.</summary>
    [Parameter] public EventCallback<FormEvent> OnSubmit { get; set; }

    [Parameter] public RenderFragment<FormBuilder<TModel>>? ChildContent { get; set; }

    /// <summary>Any other attribute of the form.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public Dictionary<string, object>? Attributes { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var method = FormMethod.Of(Method ?? (For is Record { IsNew: false } ? "patch" : "post"));
        var id = Id ?? RouteWords.Segment(typeof(TModel).Name);
        var form = new FormBuilder<TModel>(For, new FormPlace(id, Errors ?? (For as Record)?.Errors ?? Context.Errors));

        builder.OpenElement(0, "form");
        builder.AddAttribute(1, "id", $"{id}-form");
        builder.AddAttribute(2, "action", Action ?? Path());
        builder.AddAttribute(3, "method", method.InHtml);
        builder.AddAttribute(4, "enctype", method.CarriesBody && FormFiles.AreIn(typeof(TModel)) ? "multipart/form-data" : null);
        builder.AddAttribute(5, "onchange", OnChange);
        builder.AddAttribute(6, "onsubmit", OnSubmit);
        builder.AddMultipleAttributes(7, Attributes);
        builder.AddContent(8, method.Fields);
        builder.AddContent(9, form.WholeErrors());
        builder.AddContent(10, ChildContent, form);
        builder.CloseElement();
    }

    string Path() => For is Record record
        ? ResourceName.PathTo(record)
        : throw new InvalidOperationException(
            $"""
            A form for {TypeName.Of(typeof(TModel))}, which is no record, does not say where it is sent.

            Say it:

                <Form For="..." Action="/..." Context="form">
            """);
}

/// <summary>The hidden field that shows a form to be this application's own; for forms written by hand.</summary>
public sealed class CsrfField : Component
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var name = Context.Services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.FormFieldName;

        builder.OpenElement(0, "input");
        builder.AddAttribute(1, "type", "hidden");
        builder.AddAttribute(2, "name", name);
        builder.AddAttribute(3, "value", Context.CsrfToken);
        builder.CloseElement();
    }
}

/// <summary>
/// The token in the page's head, where the client of live views finds it. Belongs into the layout. Other pages are
/// spared it, and the cookie that comes with it, unless <see cref="Always"/> asks for it: for scripts that send requests.
/// </summary>
public sealed class CsrfMeta : Component
{
    [Parameter] public bool Always { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (!Context.IsLive && !Always)
            return;

        builder.OpenElement(0, "meta");
        builder.AddAttribute(1, "name", "csrf-token");
        builder.AddAttribute(2, "content", Context.CsrfToken);
        builder.CloseElement();
    }
}
