using Microsoft.AspNetCore.Components.RenderTree;

namespace Trestle;

/// <summary>
/// Walks the frames of components and writes them as HTML. Event handlers are left out: a plain page has no one to
/// call.
/// </summary>
sealed class HtmlWalker
{
    [ThreadStatic] static HtmlWalker? spare;

    readonly BuilderStack builders = new();
    HtmlWalker? nextSpare; // a layout is walked while its page's walker still holds the page
    ViewContext context = null!;
    ReadOnlyMemory<byte> body;

    public HtmlBuffer Html { get; } = new();

    public static HtmlWalker Rent(ViewContext context)
    {
        var walker = spare ?? new();

        (spare, walker.nextSpare) = (walker.nextSpare, null);
        walker.context = context;

        return walker;
    }

    /// <summary>
    /// Gives the walker back. One that threw is not given back: its builders are in an unknown state.
    /// </summary>
    public void Return()
    {
        context = null!;
        body = default;
        Html.Clear();
        (spare, nextSpare) = (this, spare);
    }

    public void Render(Component component)
    {
        var builder = builders.Push();
        component.Render(builder, context);
        var frames = builder.GetFrames();
        Walk(frames.Array, 0, frames.Count, code: null);
        builders.Pop();
    }

    public void Render(Layout layout, ReadOnlyMemory<byte> body)
    {
        this.body = body;
        Render(layout);
    }

    void Walk(RenderTreeFrame[] frames, int start, int end, string? code)
    {
        for (var at = start; at < end;)
        {
            ref var frame = ref frames[at];

            switch (frame.FrameType)
            {
                case RenderTreeFrameType.Element:
                    Element(frames, at, ref frame);
                    at += frame.ElementSubtreeLength;
                    break;
                case RenderTreeFrameType.Text:
                    Text(frame.TextContent, code);
                    at++;
                    break;
                case RenderTreeFrameType.Markup:
                    Html.Markup(frame.MarkupContent);
                    at++;
                    break;
                case RenderTreeFrameType.Region:
                    Walk(frames, at + 1, at + frame.RegionSubtreeLength, code);
                    at += frame.RegionSubtreeLength;
                    break;
                case RenderTreeFrameType.Component:
                    Component(frames, at, ref frame);
                    at += frame.ComponentSubtreeLength;
                    break;
                default:
                    at++;
                    break;
            }
        }
    }

    void Text(string text, string? code)
    {
        if (code is null)
        {
            Html.Text(text);
            return;
        }

        HtmlRules.RequireLiteral(text, code);
        Html.Markup(text);
    }

    void Element(RenderTreeFrame[] frames, int at, ref RenderTreeFrame element)
    {
        var name = element.ElementName;
        var end = at + element.ElementSubtreeLength;

        Html.OpenTag(name);

        for (at++; at < end && frames[at].FrameType == RenderTreeFrameType.Attribute; at++)
            Attribute(frames[at].AttributeName, frames[at].AttributeValue);

        Html.Write((byte)'>');

        if (at == end && HtmlRules.IsVoid(name))
            return;

        Walk(frames, at, end, HtmlRules.IsCode(name) ? name : null);
        Html.CloseTag(name);
    }

    void Attribute(string name, object value)
    {
        switch (value)
        {
            case string text:
                HtmlRules.RequireName(name);
                Html.Attribute(name, HtmlRules.Safe(name, text));
                break;
            case true:
                HtmlRules.RequireName(name);
                Html.AttributeName(name);
                break;
            default:
                break;
        }
    }

    void Component(RenderTreeFrame[] frames, int at, ref RenderTreeFrame frame)
    {
        if (frame.ComponentType == typeof(RenderedBody))
        {
            Html.Write(body.Span);
            return;
        }

        var type = ComponentType.Of(frame.ComponentType);
        var component = type.Create(context.Services);
        Dictionary<string, object>? unmatched = null;
        var end = at + frame.ComponentSubtreeLength;

        for (at++; at < end; at++)
        {
            ref var parameter = ref frames[at];

            if (parameter.FrameType == RenderTreeFrameType.ComponentReferenceCapture)
                parameter.ComponentReferenceCaptureAction(component);
            else if (parameter.FrameType == RenderTreeFrameType.Attribute)
                if (type.Parameter(parameter.AttributeName) is { } setter)
                    setter.Set(component, parameter.AttributeValue);
                else
                    (unmatched ??= [])[parameter.AttributeName] = parameter.AttributeValue;
        }

        if (unmatched is not null)
            type.SetUnmatched(component, unmatched);

        Render(component);
    }
}
