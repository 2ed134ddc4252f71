using Microsoft.AspNetCore.Components.Rendering;

namespace Microsoft.AspNetCore.Components;

/// <summary>A piece of markup as a value: what stands between a component's tags, or <c>@&lt;b&gt;...&lt;/b&gt;</c> in code.</summary>
public delegate void RenderFragment(RenderTreeBuilder builder);

/// <summary>A piece of markup that is written for a value: a row for an item.</summary>
public delegate RenderFragment RenderFragment<TValue>(TValue value);
