using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>A button that sends a request which changes something: <c>&lt;ButtonTo Path="@PathTo(article)" Method="delete"&gt;Delete&lt;/ButtonTo&gt;</c></summary>
public sealed class ButtonTo : Component
{
    [Parameter, EditorRequired] public string Path { get; set; } = "";

    /// <summary><c>post</c> (the default), <c>patch</c>, <c>put</c> or <c>delete</c>.</summary>
    [Parameter] public string Method { get; set; } = "post";

    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Other attributes of the button.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "form");
        builder.AddAttribute(1, "class", "button-to");
        builder.AddAttribute(2, "action", Path);
        builder.AddAttribute(3, "method", FormMethod.OfElement(Method));
        builder.AddContent(4, FormMethod.HiddenFields(Method, Context));
        builder.OpenElement(5, "button");
        builder.AddAttribute(6, "type", "submit");
        builder.AddMultipleAttributes(7, Attributes);
        builder.AddContent(8, ChildContent);
        builder.CloseElement();
        builder.CloseElement();
    }
}
