using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>Renders pages to UTF-8: the page first, so that its title and sections are known, then the layouts around it.</summary>
static class HtmlRenderer
{
    /// <param name="layouts">From the inside out.</param>
    public static void Render(Component page, ReadOnlySpan<Layout> layouts, ViewContext context, IBufferWriter<byte> output)
    {
        var builder = HtmlBuilder.Rent(context);

        builder.Render(page);
        Wrap(builder.Html.WrittenMemory, layouts, context, output);
        builder.Return();
    }

    /// <summary>What a fragment shows, as HTML: for who keeps it, or puts it elsewhere.</summary>
    public static string Text(RenderFragment fragment, ViewContext context)
    {
        var builder = HtmlBuilder.Rent(context);

        builder.Render(new LooseFragment(fragment));
        var html = Encoding.UTF8.GetString(builder.Html.Written);
        builder.Return();

        return html;
    }

    static void Wrap(ReadOnlyMemory<byte> body, ReadOnlySpan<Layout> layouts, ViewContext context, IBufferWriter<byte> output)
    {
        if (layouts.IsEmpty)
        {
            output.Write(body.Span);
            return;
        }

        var builder = HtmlBuilder.Rent(context);

        builder.Render(layouts[0], body);
        Wrap(builder.Html.WrittenMemory, layouts[1..], context, output);
        builder.Return();
    }
}

/// <summary>A fragment rendered by itself.</summary>
sealed class LooseFragment(RenderFragment fragment) : Component
{
    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, fragment);
}
