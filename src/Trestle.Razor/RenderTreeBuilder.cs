namespace Microsoft.AspNetCore.Components.Rendering;

/// <summary>
/// What a view is written to, call by call, in the order of its markup. Each call has its number in the source, so that who listens
/// can tell a row that came from one that was changed.
/// </summary>
/// <remarks>Of the names and shapes that Razor's compiler writes. Two listen: what makes HTML of a page, and what makes the tree of a live view.</remarks>
public abstract class RenderTreeBuilder
{
    private protected RenderTreeBuilder()
    {
    }

    public abstract void OpenElement(int sequence, string elementName);

    public abstract void CloseElement();

    public abstract void OpenComponent(int sequence, Type componentType);

    public void OpenComponent<TComponent>(int sequence) where TComponent : IComponent => OpenComponent(sequence, typeof(TComponent));

    public abstract void CloseComponent();

    /// <summary>Opens a part of the markup with numbers of its own.</summary>
    public abstract void OpenRegion(int sequence);

    public abstract void CloseRegion();

    /// <summary>The key of the open element or component: what tells a row from the others.</summary>
    public abstract void SetKey(object? value);

    public abstract void AddMarkupContent(int sequence, string? markupContent);

    public abstract void AddContent(int sequence, string? textContent);

    // One for each type that is written without a string in between. Not one for all types: it would be chosen before the one for text.
    public virtual void AddContent(int sequence, int content) => AddContent(sequence, content.ToString(provider: null));

    public virtual void AddContent(int sequence, long content) => AddContent(sequence, content.ToString(provider: null));

    public virtual void AddContent(int sequence, decimal content) => AddContent(sequence, content.ToString(provider: null));

    public virtual void AddContent(int sequence, double content) => AddContent(sequence, content.ToString(provider: null));

    // These two would be taken for numbers of another type.
    public void AddContent(int sequence, char content) => AddContent(sequence, content.ToString());

    public void AddContent(int sequence, float content) => AddContent(sequence, content.ToString(provider: null));

    public void AddContent(int sequence, object? content) => AddContent(sequence, content?.ToString());

    public void AddContent(int sequence, MarkupString markupContent) => AddMarkupContent(sequence, markupContent.Value);

    public void AddContent(int sequence, MarkupString? markupContent) => AddMarkupContent(sequence, markupContent?.Value);

    public void AddContent(int sequence, RenderFragment? fragment)
    {
        if (fragment is null)
            return;

        OpenRegion(sequence);
        fragment(this);
        CloseRegion();
    }

    public void AddContent<TValue>(int sequence, RenderFragment<TValue>? fragment, TValue value) =>
        AddContent(sequence, fragment?.Invoke(value));

    /// <summary>An attribute without a value.</summary>
    public void AddAttribute(int sequence, string name) => AddAttribute(sequence, name, true);

    public abstract void AddAttribute(int sequence, string name, bool value);

    public abstract void AddAttribute(int sequence, string name, string? value);

    /// <summary>Text of an element, whatever of a component. Nothing is written for null.</summary>
    public abstract void AddAttribute(int sequence, string name, object? value);

    public void AddAttribute(int sequence, string name, MulticastDelegate? value) => AddAttribute(sequence, name, (object?)value);

    public abstract void AddAttribute(int sequence, string name, EventCallback value);

    public abstract void AddAttribute<TArgument>(int sequence, string name, EventCallback<TArgument> value);

    public abstract void AddComponentParameter(int sequence, string name, object? value);

    /// <summary>Attributes from a dictionary. Of two with the same name the later one counts.</summary>
    public abstract void AddMultipleAttributes(int sequence, IEnumerable<KeyValuePair<string, object>>? attributes);

    /// <summary>Hands the component that the open tag makes to <paramref name="capture"/>.</summary>
    public abstract void AddComponentReferenceCapture(int sequence, Action<object> capture);
}
