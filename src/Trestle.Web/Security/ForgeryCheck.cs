using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>
/// Keeps pages of other sites from sending forms with the cookies of ours: by what the browser says of the page, and where it says nothing, by the
/// form's token.
/// </summary>
static class ForgeryCheck
{
    /// <summary>Whether an action is checked: all are that change something, but those declared <see cref="NoForgeryCheckAttribute"/>.</summary>
    public static bool IsFor(RouteDefinition route) =>
        !route.Action!.IsDefined(typeof(NoForgeryCheckAttribute)) && route.Type!.GetCustomAttribute<NoForgeryCheckAttribute>() is null;

    public static ValueTask RunAsync(HttpContext context, WebOptions options) => RequestOrigin.IsOwn(context.Request, options.TrustedOrigins) switch
    {
        true => default,
        false => throw new RequestException(
            StatusCodes.Status403Forbidden, "It was sent by a page of another site. Open this site and send it from there.", "This form cannot be accepted"),
        null => new(RequireTokenAsync(context)),
    };

    static async Task RequireTokenAsync(HttpContext context)
    {
        var headers = context.Request.Headers;

        // ASP.NET Core's own scripts send another name.
        if (headers.TryGetValue("RequestVerificationToken", out var token))
            headers.TryAdd(WebServices.TokenHeader, token);

        try
        {
            await context.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context);
        }
        catch (AntiforgeryValidationException refused)
        {
            throw new RequestException(
                StatusCodes.Status400BadRequest,
                "Its token is missing, or belongs to another browser or session. Go back, reload the page and send it again.",
                "This form cannot be accepted",
                refused);
        }
    }
}

/// <summary>
/// Takes requests of other sites and without a token, on a controller or an action: for an API whose clients say who they are in a header. Such an
/// action must not go by a cookie, the session's among them.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NoForgeryCheckAttribute : Attribute;
