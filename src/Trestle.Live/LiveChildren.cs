using System.Collections.Concurrent;

namespace Trestle;

/// <summary>The live views within one that is connected: the tokens by which the browser joins them, each made once.</summary>
sealed class LiveChildren(LiveServer server, Pid parent)
{
    readonly Dictionary<string, (Type View, string Token)> tokens = [];

    /// <summary>What a child's session names its parent by.</summary>
    public string Nest { get; } = server.Nests.Add(parent);

    public string TokenOf(LiveChildCall call, LiveSessionTokens sealing, LiveSession page)
    {
        if (!tokens.TryGetValue(call.Id, out var known) || known.View != call.View)
            tokens[call.Id] = known = (call.View, sealing.Protect(page.ForChild(call, call.IsSticky ? null : Nest)));

        return known.Token;
    }
}

/// <summary>The parents of all connected children, by a name that nobody can guess or use again: views of a page before a restart have none.</summary>
sealed class LiveNests
{
    readonly ConcurrentDictionary<string, Pid> parents = new();

    public string Add(Pid parent)
    {
        var name = Tokens.New();
        parents[name] = parent;
        parent.Mailbox!.Relations.AtEnd(_ => parents.TryRemove(name, out _));

        return name;
    }

    /// <summary>Null for a parent that has ended.</summary>
    public Pid? Find(string name) => parents.TryGetValue(name, out var parent) ? parent : null;
}
