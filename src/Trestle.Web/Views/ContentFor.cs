using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>
/// What a page has for a place of its layout: <c>&lt;ContentFor Section="aside"> ... &lt;/ContentFor></c>, shown where the layout says <c>@Section("aside")</c>.
/// What is given more than once is shown one after the other.
/// </summary>
public sealed class ContentFor : Component
{
    [Parameter, EditorRequired] public string Section { get; set; } = "";

    [Parameter] public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (ChildContent is not null)
            Context.AddSection(Section, HtmlRenderer.Text(ChildContent, Context));
    }
}
