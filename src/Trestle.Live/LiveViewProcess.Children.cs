namespace Trestle;

/// <summary>A view within another, and the views within this one.</summary>
sealed partial class LiveViewProcess
{
    Pid parent;

    bool IsChild => join.Session.Page is not null;

    bool IsOrphan => join.Session.Nest is not null && parent == default;

    void BeWithParent()
    {
        if (join.Session.Nest is { } nest && join.Server.Nests.Find(nest) is { } found)
        {
            parent = found;
            Self.Monitor(found);
        }
    }

    LiveChildPlace ILiveParent.Place(LiveChildCall call, LiveWalker walker)
    {
        var children = view!.Rare.Children ??= new(join.Server, Pid);

        // The browser keeps what a child has shown: it is patched by itself.
        return new(join.Session.Id, children.TokenOf(call, join.Release.Tokens, join.Session), "");
    }
}
