using System.Globalization;
using CsCheck;
using Trestle.Live.Tests.Rendering.Pages;

namespace Trestle.Live.Tests.Rendering;

public class LiveRendererTests
{
    [Fact]
    public void Joins_with_static_text_and_what_may_vary()
    {
        // "title" and "class" are null: the slots they need are learned when they first appear.
        var (json, tape) = Rendered.Join(new Counter { Count = 1000 });

        Assert.StartsWith("""{"s":["<h1>Count</h1>\n<p""", json, StringComparison.Ordinal);
        Assert.Contains("\"1000\"", json, StringComparison.Ordinal);
        Assert.True(tape.Length <= 5, $"the tape has {tape.Length} words");
    }

    [Fact]
    public void Sends_only_the_text_that_changed()
    {
        var counter = new Counter { Count = 1000, Class = "a", Hint = "b" };
        Rendered.Join(new Counter());
        var (_, tape) = Rendered.Join(counter);

        counter.Count++;
        (var json, tape) = Rendered.Diff(counter, tape);
        Assert.Equal("""{"2":"1001"}""", json);

        counter.Class = null;
        (json, _) = Rendered.Diff(counter, tape);
        Assert.Equal("""{"0":""}""", json);
    }

    [Fact]
    public void Sends_nothing_when_nothing_changed()
    {
        var (_, tape) = Rendered.Join(new Counter());

        var (json, same) = Rendered.Diff(new Counter(), tape);

        Assert.Equal("", json);
        Assert.Same(tape, same);
    }

    [Fact]
    public void Escapes_html_first_and_json_after()
    {
        var (json, _) = Rendered.Join(new Counter { Hint = "\"<\\\n\u0001&" });

        Assert.Contains("""
             title=\"&quot;&lt;\\\n\u0001&amp;\"
            """, json, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_a_condition_a_slot_once_it_was_seen_both_ways()
    {
        var banner = new Banner { Name = 1.ToString(CultureInfo.InvariantCulture) };
        Rendered.Join(banner);
        Rendered.Join(new Banner { IsShown = true, Name = banner.Name });
        var (_, tape) = Rendered.Join(banner);

        banner.IsShown = true;
        (var json, tape) = Rendered.Diff(banner, tape);
        Assert.Equal("""{"0":{"s":["<p>Saved <b>","</b></p>"],"0":"1"},"1":""}""", json);

        banner.Name = "b";
        (json, tape) = Rendered.Diff(banner, tape);
        Assert.Equal("""{"0":{"0":"b"}}""", json);

        banner.IsShown = false;
        (json, _) = Rendered.Diff(banner, tape);
        Assert.Equal("""{"0":"","1":"<i>nothing yet</i>"}""", json);
    }

    [Fact]
    public void Sends_the_new_row_and_the_moves_of_the_others()
    {
        var list = new Listing { Items = ["a", "b", "c"] };
        var (_, tape) = Rendered.Join(list);

        list.Items = ["c", "a", "b"];
        (var json, tape) = Rendered.Diff(list, tape);
        Assert.Equal("""{"0":{"k":{"0":2,"1":0,"2":1,"kc":3,"km":true}}}""", json);

        list.Items = ["c", "a"];
        (json, tape) = Rendered.Diff(list, tape);
        Assert.Equal("""{"0":{"k":{"kc":2}}}""", json);

        list.Items = ["c", "a", "d"];
        (json, tape) = Rendered.Diff(list, tape);
        Assert.Matches(
            """^\{"0":\{"k":\{"2":\{"0":\{"s":0,"0":"d","1":" phx-click=\\"~[0-9A-Za-z_-]{11}\\""\}\},"kc":3\}\},"p":\{"0":\["<li>","<button",">pick</button></li>"\]\}\}$""",
            json);

        list.Items = [];
        (json, _) = Rendered.Diff(list, tape);
        Assert.Equal("""{"0":{"k":{"kc":0}}}""", json);
    }

    [Fact]
    public void Keeps_the_handlers_of_rows_that_move()
    {
        var list = new Listing { Items = ["a", "b"] };
        var (_, tape) = Rendered.Join(list);
        var handlerOfB = Handlers(Rendered.Html(list))[1];

        list.Items = ["b", "a"];
        var (json, _) = Rendered.Diff(list, tape);

        Assert.DoesNotContain("phx-click", json, StringComparison.Ordinal);
        Assert.Equal(handlerOfB, Handlers(Rendered.Html(list))[0]);
    }

    [Fact]
    public async Task Finds_the_handler_of_the_row_that_was_clicked()
    {
        var list = new Listing { Items = ["a", "b", "c"] };
        var handlers = Handlers(Rendered.Html(list));

        list.Items.RemoveAt(0);
        await LiveRenderer.FindHandler(list, Rendered.Context, handlers[2])!.InvokeAsync(new ClickEvent(new Dictionary<string, string>()));

        Assert.Equal("c", list.Picked);
        Assert.Null(LiveRenderer.FindHandler(list, Rendered.Context, handlers[0]));
    }

    [Fact]
    public void Gives_rows_of_the_same_key_handlers_of_their_own() =>
        Assert.Equal(3, Handlers(Rendered.Html(new Listing { Items = ["a", "a", "a"] })).Distinct().Count());

    [Theory]
    [InlineData("")]
    [InlineData("save")]
    [InlineData("~")]
    [InlineData("~xyz")]
    [InlineData("~1000")]
    [InlineData("~-1")]
    [InlineData("~4294967296")]
    [InlineData("~AQAAAAAAAAA")]
    [InlineData("~AQAA AAAAAA")]
    [InlineData("~AQAAAAAAAAB")]
    [InlineData("~0000000000000001")]
    [InlineData("~00000000000000000000000000000001")]
    public void Finds_nothing_for_an_id_that_stands_nowhere(string id) =>
        Assert.Null(LiveRenderer.FindHandler(new Counter(), Rendered.Context, id));

    [Fact]
    public async Task Calls_handlers_of_every_event_with_what_they_take()
    {
        var view = new Events();
        var html = Rendered.Html(view);
        var handlers = Handlers(html);

        object[] events =
        [
            new FormEvent("a=1", "a"), new FormEvent("a=2", null), new KeyEvent("Enter", Nothing), new KeyEvent("Tab", Nothing),
            new ClickEvent(Nothing), new ClickEvent(Nothing),
        ];

        foreach (var (at, happened) in events.Index())
            await LiveRenderer.FindHandler(view, Rendered.Context, handlers[at])!.InvokeAsync(happened);

        Assert.Matches("phx-change=.* phx-submit=.* phx-keydown=.* phx-keyup=.* phx-focus=.* phx-blur=", html.ReplaceLineEndings(" "));
        Assert.Equal("changed a=1;submitted a=2;key Enter;key Tab;focus;focus;", view.Log);
    }

    [Fact]
    public async Task Refuses_to_call_a_handler_with_another_event()
    {
        var view = new Events();
        var handler = LiveRenderer.FindHandler(view, Rendered.Context, Handlers(Rendered.Html(view))[0])!;

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => handler.InvokeAsync(new KeyEvent("a", Nothing)));

        Assert.Equal(typeof(FormEvent), handler.EventType);
        Assert.Equal("The handler takes FormEvent, but the browser sent KeyEvent.", refused.Message);
    }

    [Fact]
    public void Sends_changes_within_components_and_their_fragments()
    {
        var cards = new Cards { Name = "Ann" };
        Rendered.Join(new Cards { Name = "Bob" });
        var (_, tape) = Rendered.Join(cards);

        cards.Name = "Eve";
        var (json, _) = Rendered.Diff(cards, tape);

        // The heading, and the fragment that the card shows twice.
        Assert.Equal(3, json.Split("\"Eve\"").Length - 1);
        Assert.DoesNotContain("\"s\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_event_that_live_views_do_not_know()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Rendered.Html(new Unknown()));

        Assert.Equal(
            "Live views do not know the event onwheel.\n\n"
            + "They know: onclick, onchange, oninput, onsubmit, onkeydown, onkeyup, onfocus, onblur, onclickaway, onrecover, onwindowkeydown, onwindowkeyup, onwindowfocus, onwindowblur, onviewporttop, onviewportbottom.",
            refused.Message);
    }

    [Fact]
    public void Calls_a_handler_by_the_number_of_its_place_and_one_in_a_row_or_a_component_by_a_hash()
    {
        Assert.All(Handlers(Rendered.Html(new Events())), id => Assert.Matches("^~[0-9]+$", id));
        Assert.All(Handlers(Rendered.Html(new Listing { Items = ["a", "b"] })), id => Assert.Matches("^~[0-9A-Za-z_-]{11}$", id));
    }

    [Fact]
    public async Task Tells_a_handler_from_one_of_a_component_that_comes_first()
    {
        var view = new StartsWithAComponent();
        var handlers = Handlers(Rendered.Html(view));

        Assert.Equal(2, handlers.Distinct().Count());
        await LiveRenderer.FindHandler(view, Rendered.Context, handlers[1])!.InvokeAsync(new ClickEvent(Nothing));

        Assert.Equal("the view's", view.Clicked);
    }

    [Fact]
    public void Reads_the_id_that_it_wrote() =>
        Gen.Select(Gen.ULong, Gen.Int[0, int.MaxValue]).Sample((path, sequence) =>
        {
            var id = HandlerId.At(path % 3 == 0 ? 0 : path, sequence % 1_000_000_000);
            Span<char> text = stackalloc char[HandlerId.MostChars];

            return HandlerId.Read(text[..id.Write(text)]) == id;
        });

    static readonly Dictionary<string, string> Nothing = [];

    static string[] Handlers(string html) =>
        [.. System.Text.RegularExpressions.Regex.Matches(html, "\"(~[0-9A-Za-z_-]+)\"").Select(match => match.Groups[1].Value)];

    sealed class StartsWithAComponent : Component
    {
        public string Clicked { get; private set; } = "";

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenComponent<Inner>(0);
            builder.AddComponentParameter(1, "Clicked", (Action)(() => Clicked = "the component's"));
            builder.CloseComponent();
            builder.OpenElement(3, "button");
            builder.AddAttribute(4, "onclick", (Action)(() => Clicked = "the view's"));
            builder.CloseElement();
        }
    }

    sealed class Inner : Component
    {
        [Microsoft.AspNetCore.Components.Parameter] public Action Clicked { get; set; } = null!;

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenElement(3, "button");
            builder.AddAttribute(4, "onclick", Clicked);
            builder.CloseElement();
        }
    }

    sealed class Unknown : Component
    {
        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "div");
            builder.AddAttribute(1, "onwheel", (Action)(() => { }));
            builder.CloseElement();
        }
    }
}
