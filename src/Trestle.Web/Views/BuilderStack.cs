using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;

namespace Trestle;

/// <summary>A builder for each depth of nested components, used again and again.</summary>
sealed class BuilderStack
{
    // What a spare builder may keep between renders, 320 KB; a rare huge page gives its frames back.
    const int KeptFrames = 8 * 1024;

    static readonly FrameStore? store = FrameStore.Find();

    readonly List<RenderTreeBuilder> builders = [];
    int depth;

    public RenderTreeBuilder Push()
    {
        if (depth == builders.Count)
            builders.Add(new());

        return builders[depth++];
    }

    public void Pop()
    {
        var builder = builders[--depth];
        var frames = builder.GetFrames();

        if (store is null || frames.Array.Length is 0 or > KeptFrames)
        {
            builder.Clear();
            return;
        }

        Array.Clear(frames.Array, 0, frames.Count);
        store.Set(builder, []);
        builder.Clear();
        store.Set(builder, frames.Array);
    }
}

/// <summary>
/// Where a builder has its frames. Clearing a builder gives them away, and the next page would let 32 frames grow to
/// its thousands again, by doubling: an eighth of what a page of 100 rows costs.
/// </summary>
// Fields of another's class: where they are not as expected, builders are cleared as they come.
sealed class FrameStore
{
    readonly Action<RenderTreeBuilder, RenderTreeFrame[]> set;

    FrameStore(Action<RenderTreeBuilder, RenderTreeFrame[]> set) => this.set = set;

    public static FrameStore? Find()
    {
        const BindingFlags Fields = BindingFlags.Instance | BindingFlags.NonPublic;

        if (typeof(RenderTreeBuilder).GetField("_entries", Fields) is not { } entries
            || entries.FieldType.GetField("_items", Fields) is not { } items
            || items.FieldType != typeof(RenderTreeFrame[]))
            return null;

        var builder = Expression.Parameter(typeof(RenderTreeBuilder));
        var frames = Expression.Parameter(typeof(RenderTreeFrame[]));
        var assign = Expression.Assign(Expression.Field(Expression.Field(builder, entries), items), frames);

        return new(Expression.Lambda<Action<RenderTreeBuilder, RenderTreeFrame[]>>(assign, builder, frames).Compile());
    }

    public void Set(RenderTreeBuilder builder, RenderTreeFrame[] frames) => set(builder, frames);
}
