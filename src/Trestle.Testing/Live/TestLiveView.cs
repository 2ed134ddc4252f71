using System.Text.Json;
using AngleSharp.Dom;

namespace Trestle;

/// <summary>
/// A tab that shows a live view, without a browser: the view's own process runs, and what it sends is applied to the page as a
/// browser's client does it. Every event waits for its answer, so that what it has changed can be looked at at once.
/// </summary>
public sealed partial class TestLiveView : IAsyncDisposable
{
    readonly TestVisitor visitor;

    TestPage page;
    IElement container;
    LiveWire wire = null!;
    ClientTree? tree;
    RunningView? process;
    string? joinRef;
    string? name;
    bool isStale;

    TestLiveView(TestVisitor visitor, TestPage page) => (this.visitor, this.page, container, Path) = (visitor, page, ContainerOf(page), page.Path);

    /// <summary>How long an answer, or what <see cref="ExpectAsync"/> waits for, may take of real time. Default 5 s.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The whole page as it stands now: the layout, and in it the view.</summary>
    public IDocument Html
    {
        get
        {
            if (isStale)
                Refresh();

            return page.Html;
        }
    }

    public string Title { get; private set; } = "";

    /// <summary>Where the view is now, with its query: patches change it.</summary>
    public string Path { get; private set; }

    /// <summary>What a reader sees of the view.</summary>
    public string Text => View.TextContent;

    /// <summary>The process of the view.</summary>
    public Pid Pid => Process.Pid;

    /// <summary>The message of that kind in the view's flash, shown or not.</summary>
    public string? Notice => Process.View.MessageOf(nameof(Flash.Notice));

    /// <inheritdoc cref="Notice"/>
    public string? Alert => Process.View.MessageOf(nameof(Flash.Alert));

    /// <summary>The first element of the page that matches the CSS selector. Throws <see cref="VisitException"/> when there is none.</summary>
    public IElement Find(string selector) => Html.QuerySelector(selector) ?? throw Lacks($"no element that matches \"{selector}\"");

    /// <summary>All elements of the page that match the CSS selector.</summary>
    public IReadOnlyList<IElement> FindAll(string selector) => [.. Html.QuerySelectorAll(selector)];

    /// <summary>Whether the view reads so anywhere, however its spaces fall.</summary>
    public bool HasText(string text) => Words(Text).Contains(Words(text), StringComparison.Ordinal);

    /// <summary>Whether elements of the page match the CSS selector, and read so, and are so many.</summary>
    public bool Has(string selector, string? text = null, int? count = null)
    {
        var found = Html.QuerySelectorAll(selector).Count(element => text is null || Words(element.TextContent) == Words(text));

        return count is null ? found > 0 : found == count;
    }

    /// <summary>
    /// Waits until <see cref="Has"/> holds, for what a message of another process will change, at most as long as
    /// <see cref="Patience"/>. Throws <see cref="VisitException"/> when it does not come to that.
    /// </summary>
    public async Task ExpectAsync(string selector, string? text = null, int? count = null)
    {
        RequireHere();
        var begun = TimeProvider.System.GetTimestamp();

        while (!Has(selector, text, count))
        {
            try
            {
                await ReceiveAsync(Patience - TimeProvider.System.GetElapsedTime(begun));
                await SettleNestedAsync();
            }
            catch (TimeoutException)
            {
                var what = (count is null ? "an element" : $"{count} x") + $" \"{selector}\"" + (text is null ? "" : $" that reads \"{text}\"");

                throw Lacks($"not come to have {what} within {Patience.TotalSeconds:0.#} s");
            }
        }
    }

    /// <summary>Which view, and where.</summary>
    public override string ToString() => $"{name} at {Path}";

    public ValueTask DisposeAsync() => wire.DisposeAsync();

    IElement View
    {
        get
        {
            _ = Html;

            return container;
        }
    }

    RunningView Process => process ?? throw new VisitException($"{this} did not come to life.");

    static IElement ContainerOf(TestPage page) => page.Html.QuerySelector("[data-phx-main]") ?? throw new VisitException(
        $"""
        {page} holds no live view. It reads:

        {TestPage.Excerpt(page.Html.Body?.TextContent ?? "")}
        """);

    void Refresh()
    {
        isStale = false;
        var kept = HasIgnored ? Ignored().DistinctBy(element => element.Id).ToDictionary(element => element.Id!, element => element.InnerHtml) : [];
        container.InnerHtml = tree!.ToString();
        ShowNested();
        Teleport();
        Keep(kept);
        Retype();
    }

    bool HasIgnored => tree is { HasIgnored: true } || nested.Values.Any(view => view.Tree is { HasIgnored: true });

    IEnumerable<IElement> Ignored() => page.Html.QuerySelectorAll("[phx-update=ignore][id]");

    /// <summary>Elements that the browser leaves as they first were.</summary>
    void Keep(Dictionary<string, string> kept)
    {
        if (kept.Count == 0)
            return;

        foreach (var element in Ignored().Where(element => kept.ContainsKey(element.Id!)))
            element.InnerHtml = kept[element.Id!];
    }

    VisitException Lacks(string what) => new(
        $"""
        {this} has {what}. It reads:

        {TestPage.Excerpt(Text)}
        """);

    static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static string? TextOf(JsonElement json, string member) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value) ? value.GetString() : null;
}
