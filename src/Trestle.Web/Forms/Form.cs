using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Trestle;

/// <summary>
/// A form for a record. A new record is posted to the list (<c>/articles</c>), a stored one patched at its own path
/// (<c>/articles/7</c>); antiforgery is inside. <c>&lt;Form For="article" Context="form"&gt; @form.TextField(a => a.Title) ...</c>
/// </summary>
public sealed class Form<TRecord> : Component
    where TRecord : Record
{
    [Parameter, EditorRequired] public TRecord For { get; set; } = null!;

    /// <summary>Where the form is sent, when not to the record's own path.</summary>
    [Parameter] public string? Action { get; set; }

    /// <summary>Tells two forms of one page apart; also the beginning of the fields' ids. Default: the record's name.</summary>
    [Parameter] public string? Id { get; set; }

    /// <summary>In a live view: runs with every change.</summary>
    [Parameter] public EventCallback<FormEvent> OnChange { get; set; }

    /// <summary>In a live view: runs instead of sending the form.</summary>
    [Parameter] public EventCallback<FormEvent> OnSubmit { get; set; }

    [Parameter] public RenderFragment<FormBuilder<TRecord>>? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var form = new FormBuilder<TRecord>(For, Id ?? RouteWords.Segment(typeof(TRecord).Name));

        builder.OpenElement(0, "form");
        builder.AddAttribute(1, "id", $"{form.Id}-form");
        builder.AddAttribute(2, "action", Action ?? ResourceName.PathTo(For));
        builder.AddAttribute(3, "method", "post");
        builder.AddAttribute(4, "onchange", OnChange);
        builder.AddAttribute(5, "onsubmit", OnSubmit);

        builder.OpenComponent<CsrfField>(6);
        builder.CloseComponent();

        if (!For.IsNew)
            builder.AddMarkupContent(7, """<input type="hidden" name="_method" value="patch">""");

        builder.AddContent(8, form.RecordErrors());
        builder.AddContent(9, ChildContent, form);
        builder.CloseElement();
    }
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
