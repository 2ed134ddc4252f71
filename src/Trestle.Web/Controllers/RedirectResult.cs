using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>Sends the browser to another page of this application, with a message for it if you like.</summary>
public sealed class RedirectResult : Result
{
    readonly string path;
    string? notice;
    string? alert;

    internal RedirectResult(string path) => this.path = IsLocal(path)
        ? path
        : throw new ArgumentException(
            $"""
            expected a redirect to a path of this application, got: "{path}"

            Begin the path with one "/": Redirect(to: "/articles"). For another site set Response.Headers.Location yourself.
            """);

    /// <summary>Leaves good news for the next page.</summary>
    public RedirectResult Notice(string message)
    {
        notice = message;

        return this;
    }

    /// <summary>Leaves bad news for the next page.</summary>
    public RedirectResult Alert(string message)
    {
        alert = message;

        return this;
    }

    /// <summary>303, so that the browser asks for the page with GET whatever it sent before.</summary>
    protected internal override Task Write(HttpContext context)
    {
        if (notice is not null)
            SessionCookie.FlashOf(context).Notice = notice;
        if (alert is not null)
            SessionCookie.FlashOf(context).Alert = alert;

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = Uri.EscapeDataString(path) == path ? path : Escaped();

        return Task.CompletedTask;
    }

    // A header holds ASCII; what is escaped already stays as it is.
    string Escaped() => string.Concat(path.EnumerateRunes().Select(rune =>
        rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));

    // Browsers read "//" and "/\" as the start of another site's address, and drop control characters before they look.
    static bool IsLocal(string path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl);
}
