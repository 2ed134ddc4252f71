using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>Keeps what one component writes as frames, in order, to be walked afterwards.</summary>
sealed class FrameBuilder : RenderTreeBuilder
{
    readonly Stack<int> open = [];
    RenderTreeFrame[] frames = new RenderTreeFrame[64];
    int attributesFrom = -1; // of the tag that stands open
    bool mayRepeat;

    public int Count { get; private set; }

    public RenderTreeFrame[] Frames => frames;

    /// <summary>Forgets all it holds; a rare huge page gives its frames back.</summary>
    public void Clear(int keep)
    {
        if (frames.Length > keep)
            frames = new RenderTreeFrame[64];
        else
            Array.Clear(frames, 0, Count);

        Count = 0;
        open.Clear();
        (attributesFrom, mayRepeat) = (-1, false);
    }

    public override void OpenElement(int sequence, string elementName) => Open(RenderTreeFrame.Element(sequence, elementName));

    public override void CloseElement() => Close();

    public override void OpenComponent(int sequence, Type componentType) => Open(RenderTreeFrame.Component(sequence, componentType));

    public override void CloseComponent() => Close();

    public override void OpenRegion(int sequence)
    {
        Open(RenderTreeFrame.Region(sequence));
        attributesFrom = -1;
    }

    public override void CloseRegion() => Close();

    public override void SetKey(object? value) => frames[open.Peek()].Key = value;

    public override void AddMarkupContent(int sequence, string? markupContent) => Content(RenderTreeFrame.Markup(sequence, markupContent));

    public override void AddContent(int sequence, string? textContent) => Content(RenderTreeFrame.Text(sequence, textContent));

    public override void AddAttribute(int sequence, string name, bool value)
    {
        if (value || IsInComponent || mayRepeat)
            Attribute(sequence, name, value);
    }

    public override void AddAttribute(int sequence, string name, string? value)
    {
        if (value is not null || IsInComponent || mayRepeat)
            Attribute(sequence, name, value);
    }

    public override void AddAttribute(int sequence, string name, object? value)
    {
        switch (value)
        {
            case var _ when IsInComponent:
                Attribute(sequence, name, value);
                break;
            case bool flag:
                AddAttribute(sequence, name, flag);
                break;
            case null or string:
                AddAttribute(sequence, name, (string?)value);
                break;
            case EventCallback callback:
                AddAttribute(sequence, name, callback);
                break;
            case Delegate:
                Attribute(sequence, name, value);
                break;
            default:
                AddAttribute(sequence, name, value.ToString());
                break;
        }
    }

    public override void AddAttribute(int sequence, string name, EventCallback value)
    {
        if (IsInComponent)
            Attribute(sequence, name, value);
        else if (value.HasDelegate || mayRepeat)
            Attribute(sequence, name, value.Delegate);
    }

    public override void AddAttribute<TArgument>(int sequence, string name, EventCallback<TArgument> value)
    {
        if (IsInComponent)
            Attribute(sequence, name, value);
        else if (value.HasDelegate || mayRepeat)
            Attribute(sequence, name, value.Delegate);
    }

    public override void AddComponentParameter(int sequence, string name, object? value) => Attribute(sequence, name, value);

    public override void AddMultipleAttributes(int sequence, IEnumerable<KeyValuePair<string, object>>? attributes)
    {
        if (attributes is null)
            return;

        mayRepeat = true;

        foreach (var (name, value) in attributes)
            AddAttribute(sequence, name, value);
    }

    public override void AddComponentReferenceCapture(int sequence, Action<object> capture) => Add(RenderTreeFrame.Capture(sequence, capture));

    bool IsInComponent => open.Count > 0 && frames[open.Peek()].FrameType == RenderTreeFrameType.Component;

    void Open(RenderTreeFrame frame)
    {
        EndAttributes();
        open.Push(Count);
        Add(frame);
        attributesFrom = Count;
    }

    void Close()
    {
        EndAttributes();
        var at = open.Pop();
        frames[at].Length = Count - at;
    }

    void Content(RenderTreeFrame frame)
    {
        EndAttributes();
        Add(frame);
    }

    void Attribute(int sequence, string name, object? value)
    {
        if (attributesFrom < 0)
            throw new InvalidOperationException("An attribute was added where no tag is open.\n\nAdd attributes right after OpenElement, before any content.");

        Add(RenderTreeFrame.Attribute(sequence, name, value));
    }

    void EndAttributes()
    {
        if (mayRepeat)
            KeepTheLast();

        (attributesFrom, mayRepeat) = (-1, false);
    }

    // Of two with the same name the later one counts, also where it is null or false and so leaves the attribute out.
    void KeepTheLast()
    {
        var isElement = !IsInComponent;
        var kept = attributesFrom;

        for (var at = attributesFrom; at < Count; at++)
            if (!IsRepeated(at) && !(isElement && frames[at].AttributeValue is null or false))
                frames[kept++] = frames[at];

        Array.Clear(frames, kept, Count - kept);
        Count = kept;
    }

    bool IsRepeated(int at)
    {
        for (var next = at + 1; next < Count; next++)
            if (frames[next].AttributeName.Equals(frames[at].AttributeName, StringComparison.OrdinalIgnoreCase))
                return true;

        return false;
    }

    void Add(RenderTreeFrame frame)
    {
        if (Count == frames.Length)
            Array.Resize(ref frames, frames.Length * 2);

        frames[Count++] = frame;
    }
}
