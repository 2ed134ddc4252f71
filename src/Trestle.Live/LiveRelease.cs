using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>The live side of one release: its view classes, its keys, and all that is learned about its types.</summary>
sealed class LiveRelease(IServiceProvider services, IReadOnlyList<Assembly> assemblies, LiveOptions options, Node node)
{
    readonly ConcurrentDictionary<string, LiveViewClass?> classes = new();

    SharedViews? shared;

    public IServiceProvider Services => services;

    /// <summary>Views that many see at once.</summary>
    public SharedViews Shared => shared ?? Interlocked.CompareExchange(ref shared, new(this, node), null) ?? shared;

    public LiveSessionTokens Tokens { get; } = new(services.GetRequiredService<IDataProtectionProvider>(), node.Time, options.SessionAge);

    /// <summary>Answers a request for a live view, inside the request's process.</summary>
    public Task WritePage(HttpContext http, Type view) => FirstRender.WriteAsync(http, this, view, node.Time.GetUtcNow());

    /// <summary>Null for a name that is no live view of this release.</summary>
    public LiveViewClass? Find(string name) => classes.GetOrAdd(name, static (name, release) => release.Look(name), this);

    /// <summary>Looks at the view classes anew.</summary>
    public void Forget() => classes.Clear();

    LiveViewClass? Look(string name) => assemblies
        .Select(assembly => assembly.GetType(name))
        .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(LiveView)))
        .Select(type => new LiveViewClass(type!))
        .FirstOrDefault();

    /// <summary>A view that another one shows.</summary>
    public LiveView CreateChild(Type view, IServiceProvider provider, IReadOnlyDictionary<string, string> values) =>
        (Find(view.FullName!) ?? throw new InvalidOperationException($"{view.FullName} is shown by a LiveChild, but is none of this release.")).Create(provider, values)
        ?? throw new ArgumentException(
            $"""
            {view.Name} cannot be shown with {string.Join(", ", values.Select(value => $"{value.Key}=\"{value.Value}\""))}: a value does not fit its property.

            A LiveChild is given what an address can hold: texts, numbers, dates.
            """);

    public CheckpointTokens Checkpoints { get; } = new(services.GetRequiredService<IDataProtectionProvider>(), node.Time, options.SessionAge);

    /// <summary>What browsers without WebSockets call their connections by.</summary>
    public LongPollTokens Polls { get; } = new(services.GetRequiredService<IDataProtectionProvider>());

    /// <summary>Leaves messages for the page after a live view.</summary>
    public FlashSeal Flash { get; } = services.GetRequiredService<FlashSeal>();

    /// <summary>What runs before a view of a live session is mounted.</summary>
    public static MountHook? HookOf(LiveGroup? group, IServiceProvider services) =>
        group?.Hook is { } hook ? (MountHook)ActivatorUtilities.CreateInstance(services, hook) : null;

    /// <summary>The session of whoever connects, as it is then.</summary>
    public async Task<Session> SessionOfAsync(HttpContext http, Node node)
    {
        var values = new TaskCompletionSource<Dictionary<string, string>>(TaskCreationOptions.RunContinuationsAsynchronously);

        // Sessions may lie in the database, which is asked from processes.
        node.Spawn(async () =>
        {
            try
            {
                values.SetResult(await services.GetRequiredService<SessionCookie>().ReadAsync(http));
            }
            catch (Exception failure)
            {
                values.SetException(failure);
            }
        }, "Session of a live connection");

        return await values.Task.ConfigureAwait(false) is { Count: > 0 } found ? Session.ReadOnly(() => found) : Session.Empty;
    }

    /// <summary>Whether the token of a page belongs to the cookies that came along.</summary>
    public async Task<bool> IsOwnTokenAsync(HttpContext http, string token)
    {
        var header = services.GetRequiredService<Microsoft.Extensions.Options.IOptions<AntiforgeryOptions>>().Value.HeaderName!;
        http.Request.Headers[header] = token;

        try
        {
            // Not IsRequestValidAsync: that one takes every GET, and a socket is opened by GET.
            await services.GetRequiredService<IAntiforgery>().ValidateRequestAsync(http).ConfigureAwait(false);

            return true;
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }
}
