using System.Diagnostics.CodeAnalysis;
using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Http;

namespace Trestle;

// Answers beyond pages and redirects.
public abstract partial class Controller
{
    /// <summary>
    /// Answers in the form the client asks for, by the path's ending (where the route has <c>{format}</c>) or its Accept header:
    /// <c>Respond(html: () => View(article), json: () => Json(article))</c>. 406 for another form; who does not care gets the first of these
    /// that there is.
    /// </summary>
    protected Result Respond(
        Func<Result>? html = null,
        Func<Result>? json = null,
        Func<Result>? text = null,
        Func<Result>? markdown = null,
        Func<Result>? csv = null,
        Func<Result>? xml = null) =>
        Format.Choose(
            Http,
            new("html", "text/html", html),
            new("json", "application/json", json),
            new("txt", "text/plain", text),
            new("md", "text/markdown", markdown),
            new("csv", "text/csv", csv),
            new("xml", "application/xml", xml));

    /// <summary>Answers text of a type of its own: <c>Text(rows, "text/csv")</c>. UTF-8.</summary>
    protected Result Text(string text, string contentType, int status = StatusCodes.Status200OK) => new TextResult(text, status, contentType);

    /// <summary>Answers Markdown.</summary>
    protected Result Markdown(string text) => Text(text, "text/markdown");

    /// <summary>
    /// Sends a file, in parts where the client asks for a range. With a name the browser saves it under that, else it shows it. The path must not
    /// come from a client, unless <paramref name="within"/> names the folder that it cannot leave. 404 when there is no such file.
    /// </summary>
    protected Result File(string path, string? name = null, string? within = null) =>
        FileResults.Of(within is null ? path : FileResults.Within(within, path), name);

    /// <summary>Sends what a stream holds, and disposes of it.</summary>
    protected Result File(Stream content, string contentType, string? name = null) => FileResults.Of(content, contentType, name);

    /// <summary>Sends bytes as a file.</summary>
    protected Result File(byte[] content, string contentType, string? name = null) => FileResults.Of(new MemoryStream(content), contentType, name);

    /// <summary>
    /// Sends an answer while it is made: <c>Stream("text/csv", async (to, end) => ...)</c>. An exception in it breaks the connection off, since the
    /// status is sent already.
    /// </summary>
    protected Result Stream(string contentType, Func<Stream, CancellationToken, Task> write) => new StreamResult(contentType, write);

    /// <summary>Sends events one by one while they come, as a browser's <c>EventSource</c> reads them.</summary>
    protected Result Events<T>(IAsyncEnumerable<SseItem<T>> events) => Of(TypedResults.ServerSentEvents(events));

    /// <summary>Answers what ASP.NET Core would: <c>Of(TypedResults.Accepted("/jobs/7"))</c>.</summary>
    protected Result Of(IResult result) => new HostedResult(result);

    /// <summary>Sends the browser back to the page of this application it came from, or else to this path.</summary>
    [SuppressMessage("Design", "CA1054", Justification = "Paths are strings in routes and forms.")]
    protected RedirectResult RedirectBack(string or) => RedirectResult.Here(
        Uri.TryCreate(Request.Headers.Referer, UriKind.Absolute, out var page) && IsHere(page) ? page.PathAndQuery : or);

    /// <summary>Sends the browser to another site (303). The address must not come from a client.</summary>
    protected RedirectResult RedirectAway(Uri site) => RedirectResult.Away(site);

    bool IsHere(Uri page) =>
        page.Scheme == Request.Scheme && HostString.FromUriComponent(page).Equals(Request.Host) && RedirectResult.IsLocal(page.PathAndQuery);
}
