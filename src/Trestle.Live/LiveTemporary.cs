using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>
/// Shows a <see cref="Temporary{T}"/> in a div: <c>&lt;LiveTemporary Of="report" Context="shown">&lt;p>@shown.Text&lt;/p>&lt;/LiveTemporary></c>. It stays on
/// the page until the value is set again or cleared.
/// </summary>
/// <remarks>When it goes with what is around it, such as an <c>@if</c>, it comes back empty. What it shows binds methods by name.</remarks>
public sealed class LiveTemporary<T> : Component, ILiveTemporary
{
    [Parameter, EditorRequired] public Temporary<T> Of { get; set; } = null!;

    [Parameter] public RenderFragment<T>? ChildContent { get; set; }

    /// <summary>Attributes of the div.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public Dictionary<string, object>? Attributes { get; set; }

    ITemporary ILiveTemporary.Of => Of;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (Of is null)
            throw new InvalidOperationException(
                $"""
                A LiveTemporary is to show a value, but Of is null.

                Make one with the view: readonly Temporary<{typeof(T).Name}> report = new();
                """);

        // The browser leaves an element of the same id as it is, and takes one of another id for a new one.
        builder.OpenElement(0, "div");
        builder.AddMultipleAttributes(1, Attributes!);
        builder.AddAttribute(2, "id", ((ITemporary)Of).Id);
        builder.AddAttribute(3, "phx-update", "ignore");

        if (Of.HasValue)
            builder.AddContent(4, ChildContent?.Invoke(Of.Value));

        builder.CloseElement();
    }
}

/// <summary>A component that shows a value which is forgotten then.</summary>
interface ILiveTemporary
{
    ITemporary Of { get; }
}
