using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>Gives each request its session, and carries it, or only its number, in an encrypted cookie.</summary>
sealed class SessionCookie(WebOptions options, SessionSeal seal, SessionRows rows)
{
    /// <summary>The session of a request; made at the first call, read at the first look into it.</summary>
    public static Session Of(HttpContext context)
    {
        if (context.Features.Get<Session>() is { } session)
            return session;

        session = context.RequestServices.GetRequiredService<SessionCookie>().Open(context, row: null);
        context.Features.Set(session);

        return session;
    }

    /// <summary>What the session holds, if anybody has looked into it.</summary>
    public static IReadOnlyDictionary<string, string> ValuesIfRead(HttpContext context) =>
        context.Features.Get<Session>()?.IfRead ?? new Dictionary<string, string>();

    public static Flash FlashOf(HttpContext context)
    {
        if (context.Features.Get<Flash>() is { } flash)
            return flash;

        flash = new(Of(context));
        context.Features.Set(flash);

        // Most requests have none, and need not have their cookies parted for that.
        if (context.Request.Headers.Cookie.ToString().Contains(FlashSeal.Cookie, StringComparison.Ordinal)
            && context.Request.Cookies[FlashSeal.Cookie] is { } cookie)
        {
            context.Response.Cookies.Delete(FlashSeal.Cookie);

            if (context.RequestServices.GetRequiredService<FlashSeal>().Open(cookie) is { } messages)
                flash.Add(messages);
        }

        return flash;
    }

    /// <summary>Reads a session that lies in the database, before anybody looks into it: an action must not wait for it without an await.</summary>
    public async Task LoadAsync(HttpContext context)
    {
        if (seal.Open(context.Request.Cookies[options.SessionCookie]) is { } id && await rows.FindAsync(id.Content) is { } row)
            context.Features.Set(Open(context, row));
    }

    /// <summary>What the session of a request holds, for who keeps it beyond the request.</summary>
    public async Task<Dictionary<string, string>> ReadAsync(HttpContext context)
    {
        if (seal.Open(context.Request.Cookies[options.SessionCookie]) is not { } found)
            return [];

        if (options.SessionStore == SessionStore.Cookie)
            return SessionSeal.Parse(found.Content);

        return await rows.FindAsync(found.Content) is { } row ? SessionSeal.Parse(row.Values.Content) : [];
    }

    Session Open(HttpContext context, SessionRow? row)
    {
        Session session = null!;
        var written = false;

        session = new(Load, Change, options.SessionStore == SessionStore.Cookie ? Session.MostInCookie : Session.MostInDatabase);

        return session;

        Dictionary<string, string> Load()
        {
            var stored = options.SessionStore == SessionStore.Cookie ? seal.Open(context.Request.Cookies[options.SessionCookie]) : row?.Values;

            if (stored is not { } found)
                return [];

            // Kept alive by being used; not with each request, which would write as often.
            if (seal.IsOld(found))
                Change();

            return SessionSeal.Parse(found.Content);
        }

        void Change()
        {
            if (written || context.Response.HasStarted)
                return;

            written = true;
            context.Response.OnStarting(() => WriteAsync(context, session, row));
        }
    }

    async Task WriteAsync(HttpContext context, Session session, SessionRow? row)
    {
        var content = session.All.Count == 0 ? null : SessionSeal.Text(session.All);

        if (options.SessionStore == SessionStore.Database)
        {
            var id = await rows.WriteAsync(session.IsRenewed ? null : row?.Id, content);

            if (row is not null && row.Id != id)
                await rows.RemoveAsync(row.Id);

            // Another row needs another cookie, and one that is used stays.
            content = id;
        }

        var attributes = new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            Path = "/",
        };

        if (content is null)
            context.Response.Cookies.Delete(options.SessionCookie, attributes);
        else
            context.Response.Cookies.Append(options.SessionCookie, seal.Close(content), attributes);
    }
}

[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
sealed partial class SessionJson : JsonSerializerContext;
