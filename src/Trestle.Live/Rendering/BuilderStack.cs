namespace Trestle;

/// <summary>A builder for each depth of nested components, used again and again.</summary>
sealed class BuilderStack
{
    // What a spare builder may keep between renders: 256 KB of frames.
    const int KeptFrames = 8 * 1024;

    readonly List<FrameBuilder> builders = [];
    int depth;

    public FrameBuilder Push()
    {
        if (depth == builders.Count)
            builders.Add(new());

        return builders[depth++];
    }

    public void Pop() => builders[--depth].Clear(KeptFrames);
}
