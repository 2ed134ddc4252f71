using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle.Web.Tests.Views;

/// <summary>A component whose frames a test writes itself.</summary>
sealed class Built(Action<RenderTreeBuilder> build) : Component
{
    protected override void BuildRenderTree(RenderTreeBuilder builder) => build(builder);
}
