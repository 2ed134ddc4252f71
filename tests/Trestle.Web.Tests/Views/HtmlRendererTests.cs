using Trestle.Web.Tests.Views.Pages;

namespace Trestle.Web.Tests.Views;

public class HtmlRendererTests
{
    [Fact]
    public void Writes_the_page_inside_its_layout_which_knows_the_title_the_page_gave_itself()
    {
        var html = Rendering.Html(new Greeting { Model = "Ann" }, new AppLayout());

        Assert.Equal(
            """
            <!DOCTYPE html>
            <html lang="en"><head><title>Hello &amp; welcome</title>
                <link rel="stylesheet" href="/app.css">
                <script src="/app.js" nonce="n0"></script></head>
            <body><main><h1>Hello Ann</h1></main></body></html>
            """, html.TrimEnd());
    }

    [Fact]
    public void Escapes_text_and_attributes()
    {
        var html = Rendering.Html(new Kitchen { Model = new() { Text = "<script>\"x\" & 'y'" } });

        Assert.StartsWith("""<p id="a" title="&lt;script&gt;&quot;x&quot; &amp; 'y'">&lt;script&gt;"x" &amp; 'y'</p>""", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("exactly 16 chars")]
    [InlineData("é € 😀 and some more to be above the short loop")]
    [InlineData("😀")]
    public void Keeps_text_of_any_length_and_alphabet(string text) =>
        Assert.Equal($"<b>{text}</b>", Element("b", text));

    [Fact]
    public void Writes_half_a_surrogate_pair_as_the_replacement_character() =>
        Assert.Equal("<b>a\uFFFDb</b>", Element("b", "a\uD83Db"));

    [Fact]
    public void Grows_its_buffer_with_the_page()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789&", 100_000));

        Assert.Equal($"<b>{text.Replace("&", "&amp;", StringComparison.Ordinal)}</b>", Element("b", text));
    }

    [Fact]
    public void Leaves_out_attributes_that_are_null_or_false_and_shortens_true()
    {
        var html = Rendering.Html(new Kitchen { Model = new() { Checked = true, Number = 3 } });

        Assert.Contains("""<p id="a" title=""></p>""", html, StringComparison.Ordinal);
        Assert.Contains("""<input type="checkbox" checked value="3"><br>""", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_out_event_handlers() =>
        Assert.Contains("<button>plain</button>", Rendering.Html(new Kitchen { Model = new() }), StringComparison.Ordinal);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData(" \tJaVa\nScRiPt:alert(1)")]
    [InlineData("\u0001javascript:alert(1)")]
    [InlineData("vbscript:x")]
    public void Writes_a_hash_in_place_of_an_address_that_would_run_as_script(string address)
    {
        foreach (var attribute in (string[])["href", "src", "action", "formaction", "HREF", "xlink:href", "data"])
            Assert.Equal($"<a {attribute}=\"#\"></a>", WithAttribute(attribute, address));
    }

    [Theory]
    [InlineData("/articles?q=javascript:")]
    [InlineData("https://example.org")]
    [InlineData("java")]
    [InlineData("javelin:x")]
    public void Leaves_other_addresses_alone(string address) =>
        Assert.Equal($"<a href=\"{address}\"></a>", WithAttribute("href", address));

    [Fact]
    public void Leaves_the_word_javascript_alone_where_no_address_stands() =>
        Assert.Equal("<a title=\"javascript: the good parts\"></a>", WithAttribute("title", "javascript: the good parts"));

    [Fact]
    public void Writes_scripts_and_styles_of_the_source_as_they_stand() => Assert.Equal(
        """
        <script nonce="n0">if (1 < 2 && true) go();</script>
        <style media="print">p > a { color: red }</style>
        """, Rendering.Html(new ScriptPage { Model = "print" }).TrimEnd());

    [Fact]
    public void Refuses_a_value_inside_a_script()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Rendering.Html(new UnsafeScriptPage { Model = "</script>" + 1 }));

        Assert.Equal(
            """
            A view writes a value into <script>, where it cannot be escaped: it would run as code.

            Put it in an attribute and read it from there:

                <div id="chart" data-points="@json"></div>
            """, refused.Message);
    }

    [Fact]
    public void Refuses_an_attribute_name_that_would_smuggle_others()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => WithAttribute("x onload", "y"));

        Assert.Equal(
            "Expected an attribute's name to be without spaces, quotes, <, >, / and =, got: \"x onload\".", refused.Message);
    }

    [Fact]
    public void Writes_as_much_on_the_next_render_after_one_that_failed()
    {
        Assert.Throws<InvalidOperationException>(() => WithAttribute("x onload", "y"));

        Assert.Equal("<b>x</b>", Element("b", "x"));
    }

    static string Element(string name, string text) => Rendering.Html(builder =>
    {
        builder.OpenElement(0, name);
        builder.AddContent(1, text);
        builder.CloseElement();
    });

    static string WithAttribute(string name, string value) => Rendering.Html(builder =>
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, name, value);
        builder.CloseElement();
    });
}
