using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>A button that sends a request which is not a GET: <c>&lt;ButtonTo Path="/articles/7" Method="delete"&gt;Delete&lt;/ButtonTo&gt;</c></summary>
public sealed class ButtonTo : Component
{
    [Parameter, EditorRequired] public string Path { get; set; } = "";

    /// <summary>post, put, patch or delete.</summary>
    [Parameter] public string Method { get; set; } = "post";

    [Parameter] public string Class { get; set; } = "button";

    /// <summary>A question to answer before it is sent: "Delete this article?" It needs no script: the browser shows a popover.</summary>
    [Parameter] public string? Confirm { get; set; }

    /// <summary>The button that takes the question away.</summary>
    [Parameter] public string Cancel { get; set; } = "Cancel";

    [Parameter] public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (Confirm is null)
            Send(builder);
        else
            Ask(builder);
    }

    void Ask(RenderTreeBuilder builder)
    {
        // "confirm-delete-articles-7": one for each button, and the same whenever the page is written.
        var id = string.Concat($"confirm-{Method}{Path}".Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));

        Button(builder, id, "show", ChildContent);
        builder.OpenElement(20, "div");
        builder.AddAttribute(21, "id", id);
        builder.AddAttribute(22, "class", "confirm");
        builder.AddAttribute(23, "popover", "auto");
        builder.AddAttribute(24, "role", "dialog");
        builder.AddAttribute(25, "aria-label", Confirm);
        builder.OpenElement(26, "p");
        builder.AddContent(27, Confirm);
        builder.CloseElement();
        Send(builder);
        Button(builder, id, "hide", text => text.AddContent(0, Cancel));
        builder.CloseElement();
    }

    void Button(RenderTreeBuilder builder, string id, string action, RenderFragment? content)
    {
        builder.OpenElement(30, "button");
        builder.AddAttribute(31, "type", "button");
        builder.AddAttribute(32, "class", Class);
        builder.AddAttribute(33, "popovertarget", id);
        builder.AddAttribute(34, "popovertargetaction", action);
        builder.AddContent(35, content);
        builder.CloseElement();
    }

    void Send(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "form");
        builder.AddAttribute(1, "action", Path);
        builder.AddAttribute(2, "method", "post");
        builder.AddAttribute(3, "class", "button-to");
        builder.AddContent(4, FormMethod.Of(Method).Fields);
        builder.OpenElement(9, "button");
        builder.AddAttribute(10, "class", Class);
        builder.AddContent(11, ChildContent);
        builder.CloseElement();
        builder.CloseElement();
    }
}
