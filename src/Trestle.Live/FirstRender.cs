using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>Answers the request for a live view: mounts it unconnected, inside the request's process, and writes its page.</summary>
static class FirstRender
{
    public static async Task WriteAsync(HttpContext http, LiveRelease release, Type type, DateTimeOffset now)
    {
        var viewClass = release.Find(type.FullName!) ?? throw new InvalidOperationException(
            $"{type.FullName} is routed as a live view, but is none of this release.\n\nStart its file with: @inherits LiveView");

        var place = LivePlace.Of(http.Request, http.GetEndpoint()!.Metadata.GetMetadata<RouteDefinition>()!);

        if (viewClass.Create(http.RequestServices, place.Values) is not { } view)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var context = PageWriter.ContextOf(http);
        var hook = LiveRelease.HookOf(place.Group, http.RequestServices);
        var session = SessionOf(http, place, now);
        var children = new FirstChildren(release, session, context, hook);
        context.IsLive = true;
        context.LiveParent = children;
        context.MoveTo(place.Path, place.Location);
        await view.MountAsync(context, isConnected: false, hook);

        if (view.TakeDeparture() is { } departure)
            http.Response.Redirect(departure.To);
        else if (await PageOfAsync(view, context, session, release) is var page && children.Departure is { } away)
            http.Response.Redirect(away.To);
        else
            await PageWriter.WriteAsync(http, page, LayoutsAround(type, http, place), context);

        await children.TerminateAsync();
        await view.TerminateAsync(ExitReason.Normal);
    }

    static LiveSession SessionOf(HttpContext http, LivePlace place, DateTimeOffset now) =>
        new(NewId(), place.View, place.Path, place.Values, WholeSeconds(now), PageWriter.OriginOf(http.Request))
        {
            Location = place.Location,
            Group = place.Group?.Name,
            Culture = SpeaksOne(http) ? null : Locale.Name,
            TimeZone = SpeaksOne(http) ? null : Locale.Zone.Id,
        };

    static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    static bool SpeaksOne(HttpContext http) => http.RequestServices.GetService<Translations>() is null;

    static async Task<LivePage> PageOfAsync(LiveView view, ViewContext context, LiveSession session, LiveRelease release)
    {
        var html = new ArrayBufferWriter<byte>(4096);

        while (LiveRenderer.Html(view, context, html) is { } pending)
            await Task.WhenAll(pending);

        // The layout has not read the flash yet: what has been shown so far, the view has shown.
        var token = release.Tokens.Protect(session with { Flash = context.Flash.Shown });

        return new(session.Id, token, Encoding.UTF8.GetString(html.WrittenSpan));
    }

    static Layout[] LayoutsAround(Type view, HttpContext http, LivePlace place) =>
        http.GetEndpoint()?.Metadata.GetMetadata<WebRelease>()?.Views.LayoutsAround(view, place.Group?.Layout) ?? [];

    // Told apart within one page, and sent with every message.
    static string NewId() => "phx-" + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(6));
}

/// <summary>The element a browser finds its live view by, with the view's first HTML inside.</summary>
sealed class LivePage(string id, string session, string html) : Component
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "id", id);
        builder.AddAttribute(2, "data-phx-main", true);
        builder.AddAttribute(3, "data-phx-session", session);
        builder.AddAttribute(4, "data-phx-static", "");
        builder.AddMarkupContent(5, html);
        builder.CloseElement();
    }
}
