using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using System.Security.Cryptography;

namespace Trestle;

/// <summary>Answers the first request for a live view: mounts it unconnected, inside the request, and writes its page.</summary>
sealed class DeadRender(LiveSessionTokens tokens, TimeProvider time)
{
    public async Task WriteAsync(HttpContext http, LiveRelease release, Type type)
    {
        var values = ValuesOf(http.Request);
        var viewClass = release.Find(type.FullName!) ?? throw new InvalidOperationException(
            $"{type.FullName} is routed as a live view, but is none of this release.\n\nStart its file with: @inherits LiveView");

        if (viewClass.Create(http.RequestServices, values) is not { } view)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var context = release.ContextOfRequest(http);
        await view.MountAsync(context, isConnected: false);

        if (view.Redirection is { } to)
            http.Response.Redirect(to);
        else
            await release.WritePage(http, PageOf(view, viewClass, context, values), context);

        await view.TerminateAsync(ExitReason.Normal);
    }

    LivePage PageOf(LiveView view, LiveViewClass viewClass, ViewContext context, Dictionary<string, string> values)
    {
        var html = new ArrayBufferWriter<byte>(4096);
        LiveRenderer.Html(view, context, html);

        var id = "phx-" + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(12));
        var session = tokens.Protect(new(id, viewClass.Type.FullName!, context.Path, values, time.GetUtcNow()));

        return new(id, session, Encoding.UTF8.GetString(html.WrittenSpan));
    }

    static Dictionary<string, string> ValuesOf(HttpRequest request)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

        foreach (var (name, value) in request.Query)
            values[name] = value.ToString();

        // A value of the route wins: the query cannot change which record a page is about.
        foreach (var (name, value) in request.RouteValues)
            values[name] = value?.ToString() ?? "";

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
