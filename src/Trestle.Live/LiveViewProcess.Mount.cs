using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

sealed partial class LiveViewProcess
{
    sealed record ProcessTold(long Id, string View);

    async Task MountAsync()
    {
        if (IsOrphan)
        {
            channel.AnswerJoin(ok: false, ChannelWriter.Reason("its parent has gone"));
            Self.Exit(ExitReason.Normal);
        }

        var (release, place) = (join.Release, join.Place!);
        services = release.Services.CreateAsyncScope();
        context = NewContext(services.Value.ServiceProvider, place);

        if (join.ViewClass.Create(context.Services, place.Values) is not { } created)
            LoadInstead();
        else
            await MountAsync(created, LiveRelease.HookOf(place.Group, context.Services));

        if (await SettleAsync() is { } departure)
        {
            channel.AnswerJoin(ok: false, json => json.WriteDeparture(departure, SealedFlash));
            Self.Exit(ExitReason.Normal);
        }

        await AnswerJoinAsync();
        join.Forget();
        channel.Handled();
    }

    async Task MountAsync(LiveView created, MountHook? hook)
    {
        Restore(created);

        try
        {
            await created.MountAsync(context!, isConnected: true, hook);
            view = created;
        }
        catch (Exception missing) when (Fault.IsTold(missing))
        {
            // The page that tells so is another one, and a request writes it.
            LoadInstead();
        }
    }

    async Task AnswerJoinAsync()
    {
        BeginCheckpoint();

        if (join.Server.IsInDevelopment && !IsChild)
            view!.Rare.Push(ProcessLink.Event, new ProcessTold(Pid.Id, Name));

        if (join.ViewClass.Shrinks)
            TimeoutWhenIdle(join.Server.Options.HibernateAfter);

        using var tree = PageBuffer.Rent();
        LiveDiff joined;

        while ((joined = LiveRenderer.Join(view!, context!, tree)).Pending is { } pending)
            await Task.WhenAll(pending);

        tape = joined.Tape;
        channel.AnswerJoin(ok: true, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("rendered");
            WriteTree(json, tree);
            json.WriteString("liveview_version", LiveServer.ClientVersion);

            if (patched is { } patch)
            {
                json.WritePropertyName(patch.Name);
                json.WriteTarget(patch, null);
            }

            json.WriteEndObject();
        });
        patched = null;
    }

    void LoadInstead()
    {
        channel.AnswerJoin(ok: false, ChannelWriter.Reason("unauthorized"));
        Self.Exit(ExitReason.Normal);
    }

    ViewContext NewContext(IServiceProvider provider, LivePlace place)
    {
        var created = new ViewContext
        {
            Path = place.Path,
            Services = provider,
            Session = channel.Parameters.Session,
            CsrfTokens = () => channel.Parameters.CsrfToken,
            Origin = () => join.Session.Origin,
            Assets = provider.GetService<AssetCatalog>(),
            IsLive = true,
            LiveParent = this,
        };

        created.MoveTo(place.Path, place.Location);

        if (FlashToShow() is { } messages)
            created.Flash.Add(messages);

        return created;
    }

    // What the page has shown it shows again, but not after the connection was lost and came back.
    Dictionary<string, string>? FlashToShow() => join.Request switch
    {
        { Flash: { } token } => join.Release.Flash.Open(token),
        { IsNavigation: false, Mounts: 0 } => join.Session.Flash,
        _ => null,
    };
}
