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

    [Parameter] public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "form");
        builder.AddAttribute(1, "action", Path);
        builder.AddAttribute(2, "method", "post");
        builder.AddAttribute(3, "class", "button-to");

        builder.OpenComponent<CsrfField>(4);
        builder.CloseComponent();

        if (Method != "post")
        {
            builder.OpenElement(5, "input");
            builder.AddAttribute(6, "type", "hidden");
            builder.AddAttribute(7, "name", "_method");
            builder.AddAttribute(8, "value", Method);
            builder.CloseElement();
        }

        builder.OpenElement(9, "button");
        builder.AddAttribute(10, "class", Class);
        builder.AddContent(11, ChildContent);
        builder.CloseElement();
        builder.CloseElement();
    }
}
