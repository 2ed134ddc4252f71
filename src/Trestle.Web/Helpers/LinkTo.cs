using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>
/// A link that knows whether it leads to the page it stands on: it gets <c>aria-current</c> then, for screen readers and for styles.
/// <c>&lt;LinkTo Path="@Paths.Books()">Books&lt;/LinkTo></c>
/// </summary>
public sealed class LinkTo : Component
{
    [Parameter, EditorRequired] public string Path { get; set; } = "";

    /// <summary>Also on the pages below it: on /books/7 for /books.</summary>
    [Parameter] public bool Below { get; set; }

    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Any other attribute of the link.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public Dictionary<string, object>? Attributes { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", Path);
        builder.AddAttribute(2, "aria-current", Current());
        builder.AddMultipleAttributes(3, Attributes);
        builder.AddContent(4, ChildContent);
        builder.CloseElement();
    }

    string? Current()
    {
        var path = Uri.UnescapeDataString(Path.Split('?', '#')[0]);

        return Context.Path == path ? "page"
            : Below && Context.Path.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal) ? "true"
            : null;
    }
}
