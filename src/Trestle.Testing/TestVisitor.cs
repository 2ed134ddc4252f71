using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Trestle;

/// <summary>
/// Somebody at a browser, as far as the application can tell: keeps cookies, follows redirects, and says that its forms
/// are the application's own.
/// </summary>
public sealed class TestVisitor
{
    const int MostRedirects = 10;

    internal static readonly Uri InMemory = new("http://localhost");

    readonly Func<Task<TestDoor>> open;
    readonly Failures failures;
    readonly bool showsErrorPages;

    TestDoor? door;

    internal TestVisitor(Func<Task<TestDoor>> open, Failures failures, bool showsErrorPages)
    {
        this.open = open;
        this.failures = failures;
        this.showsErrorPages = showsErrorPages;
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>Sent with every request, unless the request has its own: <c>["Accept-Language"] = "de"</c>.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Accept"] = "text/html,*/*;q=0.8",
        ["Sec-Fetch-Site"] = "same-origin",
    };

    /// <summary>Default: true. Those to other sites are not followed in any case.</summary>
    public bool FollowsRedirects { get; set; } = true;

    public Task<TestPage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Opens a page with a live view, and connects it: what a browser does with a script. No browser is needed.</summary>
    public async Task<TestLiveView> OpenLiveAsync(string path) => await TestLiveView.OpenAsync(this, await GetAsync(path));

    /// <summary>
    /// Sends the properties of an object (anonymous, a params record, a dictionary) as the fields of a form. A list's go by
    /// one name; those of an object within are called <c>Line.Title</c>, those of a list of objects <c>Lines[0].Title</c>. A
    /// <see cref="FileInfo"/> is sent as a file.
    /// </summary>
    public Task<TestPage> PostAsync(string path, object? fields = null) => SendAsync(HttpMethod.Post, path, FormFields.Encode(fields));

    /// <inheritdoc cref="PostAsync"/>
    public Task<TestPage> PatchAsync(string path, object? fields = null) => SendAsync(HttpMethod.Patch, path, FormFields.Encode(fields));

    /// <inheritdoc cref="PostAsync"/>
    public Task<TestPage> DeleteAsync(string path, object? fields = null) => SendAsync(HttpMethod.Delete, path, FormFields.Encode(fields));

    /// <summary>Asks for JSON; <see cref="TestPage.Json{T}"/> reads it.</summary>
    public Task<TestPage> GetJsonAsync(string path) => SendAsync(HttpMethod.Get, path, accept: "application/json");

    public Task<TestPage> PostJsonAsync(string path, object? body) => SendJsonAsync(HttpMethod.Post, path, body);

    public Task<TestPage> SendJsonAsync(HttpMethod method, string path, object? body) =>
        SendAsync(method, path, JsonContent.Create(body, options: JsonSerializerOptions.Web), "application/json");

    /// <summary>Sends any request; its address may be a path.</summary>
    public async Task<TestPage> SendAsync(HttpRequestMessage request)
    {
        var (root, sender, _) = await DoorAsync();
        List<string> redirects = [];

        for (var address = new Uri(root, request.RequestUri!); ;)
        {
            request.RequestUri = address;
            var page = await AskAsync(sender, request, redirects);

            if (NextOf(page, address) is not { } next)
                return page;

            redirects.Add(next.PathAndQuery);

            if (redirects.Count > MostRedirects)
                throw new VisitException($"{address.PathAndQuery} redirects without end: {string.Join(", ", redirects)}.");

            request = Follow(request, page.Status, address = next);
        }
    }

    async Task<TestPage> AskAsync(HttpMessageInvoker sender, HttpRequestMessage request, List<string> redirects)
    {
        var visit = Guid.NewGuid().ToString("N");
        var name = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        Prepare(request, visit);

        using var answer = await sender.SendAsync(request, CancellationToken.None);

        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            Cookies.SetCookies(request.RequestUri!, cookie);

        if (failures.Of(visit) is { } failure && !showsErrorPages)
            throw new VisitException(
                $"""
                {name} failed: {failure.GetType().Name}: {failure.Message}

                The exception within says where. To test the page it is answered with, start the app with ShowsErrorPages = true.
                """, failure);

        return await TestPage.ReadAsync(this, name, request.RequestUri!, answer, [.. redirects]);
    }

    Task<TestPage> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? accept = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };

        if (accept is not null)
            request.Headers.Add("Accept", accept);

        return SendAsync(request);
    }

    internal async Task<TestDoor> DoorAsync() => door ??= await open();

    void Prepare(HttpRequestMessage request, string visit)
    {
        foreach (var (name, value) in Headers)
            if (!request.Headers.Contains(name))
                request.Headers.Add(name, value);

        request.Headers.Add(Failures.Visit, visit);

        if (Cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } cookies && !request.Headers.Contains("Cookie"))
            request.Headers.Add("Cookie", cookies);
    }

    Uri? NextOf(TestPage page, Uri from)
    {
        if (!FollowsRedirects || (int)page.Status is not (301 or 302 or 303 or 307 or 308) || page.Headers.Location is not { } location)
            return null;

        var next = new Uri(from, location);

        return next.Authority == from.Authority ? next : null;
    }

    // https://www.rfc-editor.org/rfc/rfc9110#section-15.4: 307 and 308 keep the method, browsers turn the others into GET.
    static HttpRequestMessage Follow(HttpRequestMessage request, HttpStatusCode status, Uri to)
    {
        var keeps = (int)status is 307 or 308;
        var next = new HttpRequestMessage(keeps || request.Method == HttpMethod.Head ? request.Method : HttpMethod.Get, to)
        {
            Content = keeps ? request.Content : null,
        };

        foreach (var (name, values) in request.Headers)
            if (name is not ("Cookie" or Failures.Visit))
                next.Headers.TryAddWithoutValidation(name, values);

        return next;
    }
}
