using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>Carries sessions in an encrypted cookie. A cookie it cannot read is an empty session.</summary>
sealed class SessionCookie(IDataProtectionProvider protection, WebOptions options)
{
    readonly IDataProtector protector = protection.CreateProtector("Trestle.Session");

    /// <summary>The session of a request; made at the first call, read at the first look into it.</summary>
    public static Session Of(HttpContext context)
    {
        if (context.Features.Get<Session>() is { } session)
            return session;

        session = context.RequestServices.GetRequiredService<SessionCookie>().Open(context);
        context.Features.Set(session);

        return session;
    }

    public static Flash FlashOf(HttpContext context)
    {
        if (context.Features.Get<Flash>() is { } flash)
            return flash;

        flash = new(Of(context));
        context.Features.Set(flash);

        return flash;
    }

    Session Open(HttpContext context)
    {
        Session session = null!;
        var written = false;

        session = new(() => Read(context.Request), () =>
        {
            if (written)
                return;

            written = true;
            context.Response.OnStarting(() =>
            {
                Write(context, session.All);

                return Task.CompletedTask;
            });
        });

        return session;
    }

    Dictionary<string, string> Read(HttpRequest request)
    {
        if (request.Cookies[options.SessionCookie] is not { Length: > 0 } cookie)
            return [];

        try
        {
            var json = protector.Unprotect(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(cookie));

            return JsonSerializer.Deserialize(json, SessionJson.Default.DictionaryStringString) ?? [];
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException or JsonException)
        {
            return [];
        }
    }

    void Write(HttpContext context, IReadOnlyDictionary<string, string> values)
    {
        var attributes = new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            Path = "/",
        };

        if (values.Count == 0)
        {
            context.Response.Cookies.Delete(options.SessionCookie, attributes);

            return;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(values, SessionJson.Default.IReadOnlyDictionaryStringString);
        var cookie = Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode(protector.Protect(json));

        context.Response.Cookies.Append(options.SessionCookie, cookie, attributes);
    }
}

[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
sealed partial class SessionJson : JsonSerializerContext;
