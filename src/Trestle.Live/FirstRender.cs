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

        var values = ValuesOf(http.Request);

        if (viewClass.Create(http.RequestServices, values) is not { } view)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var context = PageWriter.ContextOf(http);
        context.IsLive = true;
        await view.MountAsync(context, isConnected: false);

        var session = new LiveSession(NewId(), type.FullName!, context.Path, values, now, PageWriter.OriginOf(http.Request))
        {
            Culture = http.RequestServices.GetService<Translations>() is null ? null : Locale.Name,
            TimeZone = Locale.Zone.Id,
        };

        if (view.Redirection is { } to)
            http.Response.Redirect(to);
        else
            await PageWriter.WriteAsync(http, PageOf(view, context, session.Id, release.Tokens.Protect(session)), LayoutsAround(type, http), context);

        await view.TerminateAsync(ExitReason.Normal);
    }

    static LivePage PageOf(LiveView view, ViewContext context, string id, string token)
    {
        var html = new ArrayBufferWriter<byte>(4096);
        LiveRenderer.Html(view, context, html);

        return new(id, token, Encoding.UTF8.GetString(html.WrittenSpan));
    }

    static Layout[] LayoutsAround(Type view, HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<WebRelease>()?.Views.LayoutsAround(view) ?? [];

    static string NewId() => "phx-" + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(12));

    static Dictionary<string, string> ValuesOf(HttpRequest request)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

        foreach (var (name, value) in request.Query)
            values[name] = value.ToString();

        // A value of the route wins: the query cannot change which record a page is about.
        foreach (var name in request.RouteValues.Keys)
            values[name] = request.RouteValues.TextOf(name) ?? "";

        return values;
    }
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
