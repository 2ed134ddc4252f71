using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>Sends the browser to another page, with a message for it if you like.</summary>
public sealed class RedirectResult : Result
{
    readonly string target;
    readonly int status;
    string? notice;
    string? alert;

    RedirectResult(string target, int status)
    {
        this.target = target;
        this.status = status is 301 or 302 or 303 or 307 or 308
            ? status
            : throw new ArgumentOutOfRangeException(nameof(status), status, "expected a redirect's status: 301, 302, 303, 307 or 308");
    }

    internal static RedirectResult Here(string path, int status = StatusCodes.Status303SeeOther) => new(Local(path), status);

    internal static RedirectResult Away(Uri site) => site is { IsAbsoluteUri: true, Scheme: "http" or "https" }
        ? new(site.AbsoluteUri, StatusCodes.Status303SeeOther)
        : throw new ArgumentException($"expected the whole http or https address of another site, got: \"{site}\"");

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

    protected internal override Task Write(HttpContext context)
    {
        if (notice is not null)
            SessionCookie.FlashOf(context).Notice = notice;
        if (alert is not null)
            SessionCookie.FlashOf(context).Alert = alert;

        context.Response.StatusCode = status;
        context.Response.Headers.Location = target;

        return Task.CompletedTask;
    }

    /// <summary>The path as a header takes it.</summary>
    /// <exception cref="ArgumentException">It could lead to another site.</exception>
    internal static string Local(string path) => IsLocal(path)
        ? Escaped(path)
        : throw new ArgumentException(
            $"""
            expected a redirect to a path of this application, got: "{path}"

            Begin the path with one "/": Redirect(to: "/articles"). For another site say so: RedirectAway(new("https://...")).
            """);

    // Browsers read "//" and "/\" as the start of another site's address, and drop control characters before they look.
    internal static bool IsLocal(string path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl);

    // A header holds ASCII; what is escaped already stays as it is.
    static string Escaped(string path) => System.Text.Ascii.IsValid(path)
        ? path
        : string.Concat(path.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}
