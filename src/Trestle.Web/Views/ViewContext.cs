using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>What a view knows of its request: path, title, flash, tokens and services.</summary>
public sealed class ViewContext
{
    string path = "/";
    string? csrfToken;
    Errors? errors;
    Dictionary<string, string>? sections;
    bool isBeingKept;
    string? cspNonce;

    /// <summary>The path of the request, without the query.</summary>
    public required string Path { get => path; init => path = value; }

    /// <summary>The services of the running release.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The page's title; a page sets it, the layout shows it.</summary>
    public string? Title { get; set; }

    /// <summary>Messages left by the request before: <c>Flash.Notice</c>, <c>Flash.Alert</c>.</summary>
    public Flash Flash { get => OfOneReader(field ??= new()); init; }

    /// <summary>What the controller found wrong with params that are no record: what forms for them show.</summary>
    public Errors Errors => errors ??= Found ?? new();

    /// <summary>
    /// The value of <c>nonce</c> for scripts and styles that stand in the page; made when first read. Null where the content security policy has no
    /// place for it.
    /// </summary>
    public string? CspNonce => OfOneReader(cspNonce ??= Nonces?.Invoke());

    /// <summary>The token that forms of this page send back; made when first read.</summary>
    public string CsrfToken => OfOneReader(csrfToken ??= CsrfTokens?.Invoke() ?? "");

    /// <summary>A path of this application with scheme and host, as the request named them: for feeds, mails, <c>og:url</c>.</summary>
    public string UrlOf(string path) => Origin?.Invoke() + path;

    /// <summary>The path with the query, as a link would say it; known to live views.</summary>
    internal string? Location { get; private set; }

    /// <summary>What the browser's session held when the page was asked for, or when it connected; live views may only read it.</summary>
    internal Session Session { get => field ?? Session.Empty; init; } = null!;

    /// <summary>Whether the page holds a live view, whose client will connect, or is one that is connected.</summary>
    internal bool IsLive { get; set; }

    /// <summary>Who renders it, where it is a live view: known to the floor that has those.</summary>
    internal object? LiveParent { get; set; }

    /// <summary>The nonce, if anything on the page has asked for it.</summary>
    internal string? UsedNonce => cspNonce;

    /// <summary>Makes <see cref="CspNonce"/>.</summary>
    internal Func<string?>? Nonces { get; init; }

    /// <summary>A live view is at another address of its own now.</summary>
    internal void MoveTo(string path, string location) => (this.path, Location) = (path, location);

    /// <summary>Makes <see cref="CsrfToken"/>.</summary>
    internal Func<string>? CsrfTokens { get; init; }

    /// <summary>Says "https://example.com".</summary>
    internal Func<string>? Origin { get; init; }

    /// <summary>Knows the fingerprinted address of <c>app.css</c>.</summary>
    internal AssetCatalog? Assets { get; init; }

    internal Errors? Found { get; init; }

    internal string Asset(string path) => Assets is null ? "/" + path.TrimStart('/') : Assets.AddressOf(path);

    internal string? SectionOf(string name) => sections?.GetValueOrDefault(name);

    internal void AddSection(string name, string html)
    {
        if (isBeingKept)
            throw new InvalidOperationException(
                $"""
                A cached fragment has something for the section {name}, and would have nothing for it once it is kept.

                Take <ContentFor Section="{name}"> out of <Cached>.
                """);

        sections ??= [];

        // A live view is rendered until its shape is known: what it gives again is the same.
        sections[name] = IsLive ? html : sections.GetValueOrDefault(name) + html;
    }

    /// <summary>Renders what will be shown to others, too.</summary>
    internal string RenderToKeep(RenderFragment fragment)
    {
        var outer = isBeingKept;
        isBeingKept = true;

        try
        {
            return HtmlRenderer.Text(fragment, this);
        }
        finally
        {
            isBeingKept = outer;
        }
    }

    T OfOneReader<T>(T value, [CallerMemberName] string name = "") => !isBeingKept ? value : throw new InvalidOperationException(
        $"""
        A cached fragment asks for {name}, which is for one reader alone, and others would be shown it.

        Take what asks for it, such as a form, out of <Cached>.
        """);
}
