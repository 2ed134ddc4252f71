using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>A builder for each depth of nested components, used again and again.</summary>
sealed class BuilderStack
{
    readonly List<RenderTreeBuilder> builders = [];
    int depth;

    public RenderTreeBuilder Push()
    {
        if (depth == builders.Count)
            builders.Add(new());

        return builders[depth++];
    }

    public void Pop() => builders[--depth].Clear();
}
