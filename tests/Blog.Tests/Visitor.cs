using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Blog.Tests;

/// <summary>Somebody at an HTTP client: keeps cookies, does not follow redirects by itself.</summary>
public sealed class Visitor : IDisposable
{
    readonly HttpClient http;

    public Visitor(Uri blog) => http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies })
    {
        BaseAddress = blog,
        Timeout = Patience.Long,
    };

    public CookieContainer Cookies { get; } = new();

    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(path);

    public async Task<IDocument> PageAsync(string path) => Parse(await http.GetStringAsync(path));

    /// <summary>The antiforgery token of a form on the page; the cookie it belongs to is kept.</summary>
    public async Task<string> TokenAsync(string path = "/articles/new") =>
        (await PageAsync(path)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    /// <summary>Sends the fields together with a token, as the blog's own form does.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, params (string Name, string Value)[] fields) =>
        await PostAsync(path, [("__RequestVerificationToken", await TokenAsync()), .. fields]);

    /// <summary>Sends the fields, and nothing else.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public Task<HttpResponseMessage> SendAsync(string path, HttpContent body) => http.PostAsync(path, body);

    /// <summary>Publishes an article; its path.</summary>
    public async Task<string> PublishAsync(string title, string author = "Ann", string body = "Some words.")
    {
        var answer = await SubmitAsync("/articles", ("title", title), ("author", author), ("body", body));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);

        return answer.Headers.Location!.OriginalString;
    }

    public static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    public void Dispose() => http.Dispose();
}
