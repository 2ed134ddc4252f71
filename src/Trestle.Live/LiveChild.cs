using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle;

/// <summary>
/// Another live view as a part of this one, in a process of its own: <c>&lt;LiveChild TView="ClockLive" Id="clock" City="Rome" /></c>.
/// A crash of it leaves the page as it is; it ends with its parent.
/// </summary>
/// <remarks>What it is given fills its <c>[Parameter]</c> properties when it is first shown, as an address would. It has no address and no title of its own.</remarks>
public sealed class LiveChild<TView> : Component
    where TView : LiveView
{
    /// <summary>The id of its element, which no other element of the page has.</summary>
    [Parameter, EditorRequired] public string Id { get; set; } = "";

    /// <summary>Whether it goes on when the browser goes to another view of the live session that shows one of this id, too: a player, a chat.</summary>
    [Parameter] public bool Sticky { get; set; }

    /// <summary>
    /// Whether one process shows it to all pages that show one of this class, id and values, rather than one to each: prices, scores, who is
    /// there. It is rendered once for all of them, so nothing in it is for one reader alone.
    /// </summary>
    [Parameter] public bool Shared { get; set; }

    /// <summary>What it is given: numbers, texts, dates.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public Dictionary<string, object>? Values { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var walker = LiveWalker.Current;

        if (string.IsNullOrEmpty(Id))
            throw new InvalidOperationException(
                $"""
                A LiveChild shows {typeof(TView).Name}, but has no id, by which the browser finds it.

                Give it one: <LiveChild TView="{typeof(TView).Name}" Id="..." />.
                """);

        if (walker is null || Context.LiveParent is not ILiveParent parent)
            throw new InvalidOperationException(
                $"""
                {typeof(TView).Name} is shown by a LiveChild that stands in no live view.

                Show it in one, or give it a route of its own: Live<{typeof(TView).Name}>("/...").
                """);

        if (Shared && Sticky)
            throw new InvalidOperationException(
                $"""
                {typeof(TView).Name} is both Shared and Sticky. A shared view goes on without any page, and is shown again at once.

                Leave Sticky out: <LiveChild TView="{typeof(TView).Name}" Id="{Id}" Shared="true" />.
                """);

        walker.Shows(Id);
        var place = parent.Place(new(typeof(TView), Id, Sticky, Shared, Texts()), walker);

        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "id", Id);
        builder.AddAttribute(2, "data-phx-session", place.Session);
        builder.AddAttribute(3, "data-phx-parent-id", Sticky ? null : place.Parent);
        builder.AddAttribute(4, "data-phx-sticky", Sticky);
        builder.AddAttribute(5, "data-phx-static", "");
        builder.AddMarkupContent(6, place.Html);
        builder.CloseElement();
    }

    // As an address would hold them.
    Dictionary<string, string> Texts() => (Values ?? [])
        .Where(value => value.Value is not null)
        .ToDictionary(value => value.Key, value => Text(value.Value), StringComparer.OrdinalIgnoreCase);

    static string Text(object value) => value switch
    {
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

/// <summary>A view that is to be shown within another.</summary>
sealed record LiveChildCall(Type View, string Id, bool IsSticky, bool IsShared, IReadOnlyDictionary<string, string> Values);

/// <summary>Where it is shown: what its element says of its parent, the session it is joined by, and what it has shown so far.</summary>
readonly record struct LiveChildPlace(string Parent, string Session, string Html);

/// <summary>Whoever renders a live view, and so the views within it: the request at first, its own process afterwards.</summary>
interface ILiveParent
{
    LiveChildPlace Place(LiveChildCall call, LiveWalker walker);
}
