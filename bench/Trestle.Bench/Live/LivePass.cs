using System.Text.RegularExpressions;

namespace Trestle.Bench;

/// <summary>What a browser knows of a live page that it has loaded, and may come back with.</summary>
sealed partial record LivePass(Uri Page, string Topic, string Session, string CsrfToken, string Cookies, string Html)
{
    /// <summary>Loads the page as a new visitor.</summary>
    public static async Task<LivePass> FetchAsync(HttpClient client, Uri page, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(page, cancellation);
        answer.EnsureSuccessStatusCode();

        var html = await answer.Content.ReadAsStringAsync(cancellation);
        var cookies = answer.Headers.TryGetValues("Set-Cookie", out var set) ? string.Join("; ", set.Select(cookie => cookie.Split(';')[0])) : "";

        return new(page, "lv:" + Find(Id(), html), Find(SessionToken(), html), Find(Csrf(), html), cookies, html);
    }

    /// <summary>The handler of the page's button of that id.</summary>
    public string HandlerOf(string id) => Regex.Match(Html, $"""<button id="{id}" phx-click="([^"]+)">""") is { Success: true } button
        ? button.Groups[1].Value
        : throw new BenchException($"expected a button with the id {id} on {Page}, got:\n{Html}");

    /// <summary>The session of the view within a view, by what that has rendered.</summary>
    public static string SessionIn(string rendered) => Find(SealedToken(), rendered);

    static string Find(Regex what, string html) => what.Match(html) is { Success: true } match
        ? match.Groups[1].Value
        : throw new BenchException($"expected a live page with {what}, got:\n{html}");

    [GeneratedRegex("""id="([^"]+)" data-phx-main""")]
    private static partial Regex Id();

    [GeneratedRegex("""data-phx-session="([^"]+)" """)]
    private static partial Regex SessionToken();

    // As ASP.NET Core's data protection begins all that it seals.
    [GeneratedRegex("(CfDJ8[A-Za-z0-9_-]+)")]
    private static partial Regex SealedToken();

    [GeneratedRegex("""<meta name="csrf-token" content="([^"]+)">""")]
    private static partial Regex Csrf();
}
