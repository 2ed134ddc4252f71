using System.Reflection.Metadata;
using System.Runtime.CompilerServices;

[assembly: MetadataUpdateHandler(typeof(Trestle.CodeChange))]

namespace Trestle;

/// <summary>What the runtime calls when code was changed while the program runs, as <c>dotnet watch</c> and debuggers do: the browsers show it at once.</summary>
static class CodeChange
{
    // Weak in its keys: a host that has ended is not kept.
    static readonly ConditionalWeakTable<LiveServer, LiveServer> Servers = [];

    public static void Concerns(LiveServer server) => Servers.AddOrUpdate(server, server);

    /// <summary>Forgets what was learned of classes as they were.</summary>
    public static void ClearCache(Type[]? _)
    {
        SiteLevel.Forget();
        ComponentType.Forget();
        HandlerTable.Forget();
        LiveComponentState.Forget();
    }

    public static void UpdateApplication(Type[]? _)
    {
        foreach (var (server, _) in Servers)
            server.CodeHasChanged();
    }
}

/// <summary>The view is to be shown as its class has it now.</summary>
sealed record CodeChanged
{
    public static readonly CodeChanged Message = new();
}
