using Microsoft.AspNetCore.Components.Rendering;

namespace Microsoft.AspNetCore.Components;

/// <summary>What a .razor file inherits that does not say otherwise; Trestle's <c>Component</c> is one.</summary>
public abstract class ComponentBase : IComponent
{
    /// <summary>Writes what the markup says; Razor overrides it.</summary>
    protected virtual void BuildRenderTree(RenderTreeBuilder builder)
    {
    }
}
