using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>
/// Makes HTML of a page while the page is written, its components within it. Event handlers are left out: a plain page
/// has no one to call.
/// </summary>
sealed class HtmlBuilder : RenderTreeBuilder
{
    [ThreadStatic] static HtmlBuilder? spare;

    readonly List<Open> open = [];
    readonly TagAttributes attributes;
    HtmlBuilder? nextSpare; // a layout is written while its page's builder still holds the page
    ViewContext context = null!;
    ReadOnlyMemory<byte> body;
    bool isInTag;

    HtmlBuilder() => attributes = new(Html);

    public HtmlBuffer Html { get; } = new();

    public static HtmlBuilder Rent(ViewContext context)
    {
        var builder = spare ?? new();

        (spare, builder.nextSpare) = (builder.nextSpare, null);
        builder.context = context;

        return builder;
    }

    /// <summary>Gives the builder back. One that threw is not given back: it is in an unknown state.</summary>
    public void Return()
    {
        context = null!;
        body = default;
        Html.Clear();
        (spare, nextSpare) = (this, spare);
    }

    public void Render(Layout layout, ReadOnlyMemory<byte> body)
    {
        this.body = body;
        Render(layout);
    }

    public void Render(Component component)
    {
        var depth = open.Count;

        component.Render(this, context);

        if (open.Count != depth)
            throw new InvalidOperationException(
                $"""
                {TypeName.Of(component.GetType())} opened <{open[^1].Name}> and did not close it.

                Call CloseElement or CloseComponent for each that its BuildRenderTree opens.
                """);
    }

    public override void OpenElement(int sequence, string elementName)
    {
        EndTag();
        Html.OpenTag(elementName);
        attributes.Begin(elementName);
        isInTag = true;
        open.Add(new(elementName, Code: HtmlRules.IsCode(elementName) ? elementName : null));
    }

    public override void CloseElement()
    {
        var name = open[^1].Name;
        var isEmpty = isInTag;

        EndTag();
        open.RemoveAt(open.Count - 1);

        if (!isEmpty || !HtmlRules.IsVoid(name))
            Html.CloseTag(name);
    }

    public override void OpenComponent(int sequence, Type componentType)
    {
        EndTag();
        var type = ComponentType.Of(componentType);
        open.Add(new(componentType.Name, Code, new(type, type.Create(context.Services))));
    }

    public override void CloseComponent()
    {
        var parameters = open[^1].Component!;

        open.RemoveAt(open.Count - 1);
        parameters.End();

        if (parameters.Component is RenderedBody)
            Html.Write(body.Span);
        else
            Render(parameters.Component);
    }

    public override void OpenRegion(int sequence) => EndTag();

    public override void CloseRegion()
    {
    }

    public override void SetKey(object? value)
    {
    }

    public override void AddMarkupContent(int sequence, string? markupContent)
    {
        EndTag();
        Html.Markup(markupContent);
    }

    public override void AddContent(int sequence, string? textContent)
    {
        EndTag();

        if (Code is { } code)
            CodeText(textContent ?? "", code);
        else
            Html.Text(textContent);
    }

    public override void AddContent(int sequence, int content) => Number(sequence, content);

    public override void AddContent(int sequence, long content) => Number(sequence, content);

    public override void AddContent(int sequence, decimal content) => Number(sequence, content);

    public override void AddContent(int sequence, double content) => Number(sequence, content);

    public override void AddAttribute(int sequence, string name, bool value)
    {
        if (Parameters is { } parameters)
            parameters.Set(name, value);
        else
            attributes.Add(name, value);
    }

    public override void AddAttribute(int sequence, string name, string? value)
    {
        if (Parameters is { } parameters)
            parameters.Set(name, value);
        else
            attributes.Add(name, value);
    }

    public override void AddAttribute(int sequence, string name, object? value)
    {
        if (Parameters is { } parameters)
            parameters.Set(name, value);
        else
            attributes.AddAny(name, value);
    }

    public override void AddAttribute(int sequence, string name, EventCallback value) => Parameters?.Set(name, value);

    public override void AddAttribute<TArgument>(int sequence, string name, EventCallback<TArgument> value) => Parameters?.Set(name, value);

    public override void AddComponentParameter(int sequence, string name, object? value) => AddAttribute(sequence, name, value);

    public override void AddMultipleAttributes(int sequence, IEnumerable<KeyValuePair<string, object>>? attributes)
    {
        if (attributes is null)
            return;

        if (Parameters is null)
            this.attributes.MayRepeat();

        foreach (var (name, value) in attributes)
            AddAttribute(sequence, name, value);
    }

    public override void AddComponentReferenceCapture(int sequence, Action<object> capture) => capture(open[^1].Component!.Component);

    string? Code => open.Count == 0 ? null : open[^1].Code;

    // An attribute belongs to the component that was opened last, or else to the element whose tag still stands open.
    ComponentParameters? Parameters =>
        isInTag ? null
        : open.Count > 0 && open[^1].Component is { } parameters ? parameters
        : throw new InvalidOperationException("An attribute was added where no tag is open.\n\nAdd attributes right after OpenElement, before any content.");

    void EndTag()
    {
        if (!isInTag)
            return;

        Html.Write((byte)'>');
        attributes.Clear();
        isInTag = false;
    }

    void Number<TNumber>(int sequence, TNumber number) where TNumber : IUtf8SpanFormattable, IFormattable
    {
        EndTag();

        if (Code is not null || !Html.TryNumber(number))
            AddContent(sequence, number.ToString(null, null));
    }

    void CodeText(string text, string code)
    {
        HtmlRules.RequireLiteral(text, code);
        Html.Markup(text);
    }

    [StructLayout(LayoutKind.Auto)]
    readonly record struct Open(string Name, string? Code, ComponentParameters? Component = null);
}
