using System.Buffers;
using System.Text;

namespace Trestle;

/// <summary>The live views within one that a request writes: mounted there as well, so that the page has all they show.</summary>
sealed class FirstChildren(LiveRelease release, LiveSession page, ViewContext around, MountHook? hook) : ILiveParent
{
    readonly Dictionary<string, (Type View, Task<string> Writing)> children = [];
    readonly List<LiveView> mounted = [];

    /// <summary>Where one of them sends the browser instead.</summary>
    public Departure? Departure { get; private set; }

    public LiveChildPlace Place(LiveChildCall call, LiveWalker walker)
    {
        if (!children.TryGetValue(call.Id, out var child) || child.View != call.View)
            children[call.Id] = child = (call.View, call.IsShared ? SharedAsync(call) : WriteAsync(call));

        if (!child.Writing.IsCompleted)
        {
            walker.WaitFor(child.Writing);
            return new(page.Id, "", "");
        }

        // One that stands within a view is joined with it, by what the connected view says; a sticky one by itself.
        return new(page.Id, call.IsSticky ? release.Tokens.Protect(page.ForChild(call, nest: null)) : "", child.Writing.GetAwaiter().GetResult());
    }

    public async Task TerminateAsync()
    {
        foreach (var view in mounted)
            await view.TerminateAsync(ExitReason.Normal);
    }

    // It is there, or is started for this page and those after it.
    Task<string> SharedAsync(LiveChildCall call) => release.Shared.HtmlAsync(SharedViewKey.Of(call.View, page.ForChild(call, nest: null)));

    async Task<string> WriteAsync(LiveChildCall call)
    {
        var context = NewContext();
        var within = new FirstChildren(release, page.ForChild(call, nest: null), context, hook);
        context.LiveParent = within;
        var view = release.CreateChild(call.View, context.Services, call.Values);
        await view.MountAsync(context, isConnected: false, hook);
        mounted.Add(view);
        Departure ??= view.TakeDeparture();

        if (Departure is not null)
            return "";

        var html = new ArrayBufferWriter<byte>(1024);

        while (LiveRenderer.Html(view, context, html) is { } pending)
            await Task.WhenAll(pending);

        mounted.AddRange(within.mounted);
        Departure ??= within.Departure;

        return Encoding.UTF8.GetString(html.WrittenSpan);
    }

    ViewContext NewContext()
    {
        var context = new ViewContext
        {
            Path = around.Path,
            Services = around.Services,
            Session = around.Session,
            Nonces = () => around.CspNonce,
            CsrfTokens = () => around.CsrfToken,
            Origin = () => page.Origin,
            Assets = around.Assets,
            IsLive = true,
        };
        context.MoveTo(around.Path, around.Location ?? around.Path);

        return context;
    }
}
