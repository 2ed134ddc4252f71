using System.Buffers;

namespace Trestle;

/// <summary>Renders pages to UTF-8: the page first, so that its title is known, then the layout around it.</summary>
static class HtmlRenderer
{
    public static void Render(Component page, Layout? layout, ViewContext context, IBufferWriter<byte> output)
    {
        var builder = HtmlBuilder.Rent(context);

        builder.Render(page);

        if (layout is null)
            output.Write(builder.Html.Written);
        else
            RenderLayout(layout, context, builder.Html.WrittenMemory, output);

        builder.Return();
    }

    /// <summary>Renders a layout around a body that is HTML already, as a live view's is.</summary>
    public static void RenderLayout(
        Layout layout, ViewContext context, ReadOnlyMemory<byte> body, IBufferWriter<byte> output)
    {
        var builder = HtmlBuilder.Rent(context);

        builder.Render(layout, body);
        output.Write(builder.Html.Written);
        builder.Return();
    }
}
