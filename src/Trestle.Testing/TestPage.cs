using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Trestle;

/// <summary>What an application answered, for a test to look at, and to go on from: its forms can be sent, its links clicked.</summary>
public sealed class TestPage
{
    const int MostText = 600;

    readonly TestVisitor visitor;
    readonly string name;
    readonly byte[] bytes;

    TestPage(TestVisitor visitor, string name, Uri url, HttpResponseMessage answer, byte[] bytes, IDocument document, IReadOnlyList<string> redirects)
    {
        this.visitor = visitor;
        this.name = name;
        this.bytes = bytes;
        Path = url.PathAndQuery;
        Status = answer.StatusCode;
        Headers = answer.Headers;
        ContentType = answer.Content.Headers.ContentType?.ToString();
        Html = document;
        Redirects = redirects;
    }

    public HttpStatusCode Status { get; }

    /// <summary>Where it was found, after all redirects, with its query.</summary>
    public string Path { get; }

    /// <summary>The paths that it was redirected to on the way here.</summary>
    public IReadOnlyList<string> Redirects { get; }

    public HttpResponseHeaders Headers { get; }

    public string? ContentType { get; }

    /// <summary>The whole answer as it came.</summary>
    public string Text => Encoding.UTF8.GetString(bytes);

    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>The answer read as HTML, as a browser reads it.</summary>
    public IDocument Html { get; }

    public string Title => Html.Title ?? "";

    /// <summary>The first element that matches the CSS selector. Throws <see cref="VisitException"/> when there is none.</summary>
    public IElement Find(string selector) => Html.QuerySelector(selector) ?? throw new VisitException(
        $"""
        {this} has nothing that matches "{selector}". It reads:

        {Excerpt()}
        """);

    /// <summary>All elements that match the CSS selector; their <c>TextContent</c> is what a reader sees of them.</summary>
    public IReadOnlyList<IElement> FindAll(string selector) => [.. Html.QuerySelectorAll(selector)];

    /// <summary>Reads the answer as JSON, in the names and with the leniency of the web.</summary>
    public T Json<T>()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, JsonSerializerOptions.Web)!;
        }
        catch (JsonException failure)
        {
            throw new VisitException(
                $"""
                {this} is no JSON of a {typeof(T).Name}: {failure.Message} It reads:

                {Excerpt()}
                """, failure);
        }
    }

    /// <summary>
    /// Follows the link, or presses the button, that reads so. Where several do, <paramref name="within"/> selects the part
    /// of the page that has the one.
    /// </summary>
    public Task<TestPage> ClickAsync(string text, string? within = null)
    {
        var all = (within is null ? Html.DocumentElement : Find(within)).QuerySelectorAll("a[href], button, input[type=submit]");

        return all.Where(one => LabelOf(one) == text).ToArray() switch
        {
            [IHtmlAnchorElement link] => visitor.GetAsync(link.Href),
            [IHtmlElement button] => SubmitAsync(FormOf(button), null, button),
            [] => throw new VisitException(
                $"""
                {Place(within)} has no link or button "{text}". {(all.Length == 0 ? "It has none." : $"It has: {string.Join(", ", all.Select(one => $"\"{LabelOf(one)}\""))}.")}
                """),
            var several => throw new VisitException(
                $"""
                {Place(within)} has {several.Length} links or buttons "{text}". Say where the one is:

                    await page.ClickAsync("{text}", within: "#article-7");
                """),
        };
    }

    /// <summary>
    /// Fills the form that matches the CSS selector (or whose button does) and sends it as a browser does: what is not named
    /// keeps what the page has there, its token among it. Throws <see cref="VisitException"/> for a field that it lacks.
    /// </summary>
    public Task<TestPage> SubmitAsync(string selector, object? fields = null) => Html.QuerySelector(selector) switch
    {
        IHtmlFormElement form => SubmitAsync(form, fields, null),
        IHtmlElement element and (IHtmlButtonElement or IHtmlInputElement) => SubmitAsync(FormOf(element), fields, element),
        _ => throw new VisitException(
            $"""
            {this} has no form that matches "{selector}". {(Html.Forms.Length == 0 ? "It has none." : $"Its forms are:\n\n    {string.Join("\n    ", Html.Forms.Select(PageForm.Describe))}")}
            """),
    };

    /// <summary>What was asked, and how it was answered.</summary>
    public override string ToString() => $"{name} ({(int)Status})";

    internal static async Task<TestPage> ReadAsync(
        TestVisitor visitor, string name, Uri url, HttpResponseMessage answer, IReadOnlyList<string> redirects)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var document = await BrowsingContext.New().OpenAsync(page => page.Content(new MemoryStream(bytes)).Address(url)
            .Header("Content-Type", answer.Content.Headers.ContentType?.ToString() ?? "text/html"));

        return new(visitor, name, url, answer, bytes, document, redirects);
    }

    Task<TestPage> SubmitAsync(IHtmlFormElement form, object? fields, IHtmlElement? button)
    {
        PageForm.Fill(form, fields, this);

        return visitor.SendAsync(PageForm.Request(form, button));
    }

    IHtmlFormElement FormOf(IHtmlElement button) => button switch
    {
        IHtmlButtonElement { Form: { } form } => form,
        IHtmlInputElement { Form: { } form } => form,
        _ => throw new VisitException($"The button \"{LabelOf(button)}\" of {this} stands in no form, so pressing it sends nothing."),
    };

    string Place(string? within) => within is null ? ToString() : $"\"{within}\" of {this}";

    internal static string LabelOf(IElement one) => one is IHtmlInputElement input
        ? input.Value
        : string.Join(' ', (one.TextContent is { } text && text.Trim().Length > 0 ? text : one.GetAttribute("aria-label") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    string Excerpt() => Excerpt(Html.Body?.TextContent is { Length: > 0 } seen ? seen : Text);

    internal static string Excerpt(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var excerpt = string.Join("\n    ", lines);

        return $"    {(excerpt.Length > MostText ? $"{excerpt[..MostText]} ..." : excerpt)}";
    }
}
