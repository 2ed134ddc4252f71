using System.Collections.Concurrent;

namespace Trestle;

/// <summary>The views of a release that are shown to many at once, each by what tells it from others. Started when first asked for.</summary>
sealed class SharedViews(LiveRelease release, Node node)
{
    readonly ConcurrentDictionary<SharedViewKey, Lazy<Task<Pid>>> running = new();

    /// <summary>The process of a view; throws what its start has thrown.</summary>
    public async Task<Pid> FindAsync(SharedViewKey key)
    {
        Lazy<Task<Pid>> start = null!;
        start = new(() => StartAsync(key, () => running.TryRemove(new(key, start))));
        start = running.GetOrAdd(key, start);

        return await start.Value;
    }

    /// <summary>What the view shows now, as HTML.</summary>
    public async Task<string> HtmlAsync(SharedViewKey key) =>
        await new Ref<SharedViewProcess>(await FindAsync(key)).CallAsync(new SharedViewProcess.Html());

    // Not by whoever asks first: it may end before the view has started, and others wait for that too.
    Task<Pid> StartAsync(SharedViewKey key, Action forget)
    {
        var started = new TaskCompletionSource<Pid>(TaskCreationOptions.RunContinuationsAsynchronously);

        node.Spawn(async () =>
        {
            try
            {
                var pid = await LiveSupervisor.StartAsync(node, LiveSupervisor.Views, key.View.Name, () => new SharedViewProcess(release, key, forget));
                pid.Mailbox!.Relations.AtEnd(_ => forget());
                started.SetResult(pid);
            }
            catch (Exception failure)
            {
                forget();
                started.SetException(failure);
            }
        }, $"Start of {key.View.Name}");

        return started.Task;
    }
}

/// <summary>What tells one shared view from another: who sees the same of all of it, sees the same process.</summary>
/// <param name="Id">The id of its element.</param>
/// <param name="Values">What it is given, in the order of its names: "City=Rome&amp;Start=3".</param>
sealed record SharedViewKey(Type View, string Id, string Values, string Origin, string? Culture, string? TimeZone)
{
    public static SharedViewKey Of(Type view, LiveSession session) => new(
        view,
        session.Id,
        string.Join('&', session.Parameters.OrderBy(value => value.Key, StringComparer.OrdinalIgnoreCase).Select(value => $"{Uri.EscapeDataString(value.Key)}={Uri.EscapeDataString(value.Value)}")),
        session.Origin,
        session.Culture,
        session.TimeZone);

    /// <summary>What it is given.</summary>
    public Dictionary<string, string> Parameters() => Values.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(value => value.Split('='))
        .ToDictionary(value => Uri.UnescapeDataString(value[0]), value => Uri.UnescapeDataString(value[1]), StringComparer.OrdinalIgnoreCase);
}
