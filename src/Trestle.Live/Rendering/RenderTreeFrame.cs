namespace Trestle;

enum RenderTreeFrameType : byte
{
    None,
    Element,
    Text,
    Attribute,
    Component,
    Region,
    ComponentReferenceCapture,
    Markup,
}

/// <summary>A call that a view made to its builder: 32 bytes, of which what they mean depends on the kind.</summary>
struct RenderTreeFrame
{
    /// <summary>The name, the text, the component's type or the capture.</summary>
    object? what;

    /// <summary>The key, or the attribute's value.</summary>
    object? more;

    /// <summary>The number of the call in its source file.</summary>
    public int Sequence { get; private init; }

    /// <summary>Of an element, component or region: how many frames it is, with all inside.</summary>
    public int Length { get; set; }

    public RenderTreeFrameType FrameType { get; private init; }

    public readonly string ElementName => (string)what!;

    public readonly Type ComponentType => (Type)what!;

    public readonly string TextContent => (string)what!;

    public readonly string MarkupContent => (string)what!;

    public readonly string AttributeName => (string)what!;

    public readonly object? AttributeValue => more;

    public readonly Action<object> ComponentReferenceCaptureAction => (Action<object>)what!;

    /// <summary>Of an element or component.</summary>
    public object? Key
    {
        readonly get => more;
        set => more = value;
    }

    public static RenderTreeFrame Element(int sequence, string name) => Of(RenderTreeFrameType.Element, sequence, name);

    public static RenderTreeFrame Component(int sequence, Type type) => Of(RenderTreeFrameType.Component, sequence, type);

    public static RenderTreeFrame Region(int sequence) => Of(RenderTreeFrameType.Region, sequence, null);

    public static RenderTreeFrame Text(int sequence, string? text) => Of(RenderTreeFrameType.Text, sequence, text ?? "");

    public static RenderTreeFrame Markup(int sequence, string? markup) => Of(RenderTreeFrameType.Markup, sequence, markup ?? "");

    public static RenderTreeFrame Capture(int sequence, Action<object> capture) => Of(RenderTreeFrameType.ComponentReferenceCapture, sequence, capture);

    public static RenderTreeFrame Attribute(int sequence, string name, object? value) => Of(RenderTreeFrameType.Attribute, sequence, name, value);

    static RenderTreeFrame Of(RenderTreeFrameType type, int sequence, object? what, object? more = null) =>
        new() { FrameType = type, Sequence = sequence, what = what, more = more, Length = 1 };
}
