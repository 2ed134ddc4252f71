using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>Renders pages into responses; controllers and the first rendering of live views share it.</summary>
static class PageWriter
{
    public const string ContentType = "text/html; charset=utf-8";

    /// <summary>What holds of an answer that says nothing of caches: the browser keeps it, and asks each time whether it is still good.</summary>
    public const string CacheControl = "private, no-cache";

    public static Task WriteAsync(
        HttpContext context, Component page, Layout[] layouts, ViewContext? view = null, int status = StatusCodes.Status200OK)
    {
        view ??= ContextOf(context);
        using var body = PageBuffer.Rent();
        HtmlRenderer.Render(page, layouts, view, body);
        SetHeaders(context, view);

        return body.SendAsync(context.Response, status, ContentType);
    }

    public static ViewContext ContextOf(HttpContext context)
    {
        var services = context.RequestServices;

        return new()
        {
            Path = context.Request.Path.Value ?? "/",
            Services = services,
            Flash = SessionCookie.FlashOf(context),
            Found = context.Features.Get<Errors>(),
            Nonces = services.GetRequiredService<WebOptions>().NewNonce,
            Session = Session.ReadOnly(() => new(SessionCookie.Of(context).All)),
            CsrfTokens = () => services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!,
            Origin = () => OriginOf(context.Request),
            Assets = services.GetService<AssetCatalog>(),
        };
    }

    public static string OriginOf(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    /// <summary>What a page needs besides its body: who may frame it, and that no shared cache keeps it.</summary>
    static void SetHeaders(HttpContext context, ViewContext view)
    {
        var headers = context.Response.Headers;
        SecurityHeaders.ForPage(headers, context.RequestServices.GetRequiredService<WebOptions>(), view.UsedNonce);

        if (headers.CacheControl.Count == 0)
            headers.CacheControl = CacheControl;
    }
}
