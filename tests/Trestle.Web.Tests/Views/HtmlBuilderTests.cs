using System.Globalization;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle.Web.Tests.Views;

public class HtmlBuilderTests
{
    [Fact]
    public void Serves_a_page_and_its_layout_again_for_the_next_page()
    {
        var context = Rendering.Context();
        var page = HtmlBuilder.Rent(context);
        var layout = HtmlBuilder.Rent(context);

        layout.Return();
        page.Return();

        Assert.Same(page, HtmlBuilder.Rent(context));
        Assert.Same(layout, HtmlBuilder.Rent(context));
    }

    [Fact]
    public void Writes_what_stands_last_of_attributes_that_come_twice() => Assert.Equal(
        """<p class="&quot;b&quot;" id="ä" data-x></p>""",
        Rendering.Html(builder =>
        {
            builder.OpenElement(0, "p");
            builder.AddAttribute(1, "title", "out");
            builder.AddAttribute(2, "CLASS", "a");
            builder.AddAttribute(3, "hidden", true);
            builder.AddMultipleAttributes(
                4,
                [
                    new("class", "\"b\""), new("title", null!), new("hidden", false), new("id", "ä"), new("data-x", true), new("onclick", () => { }),
                ]);
            builder.CloseElement();
        }));

    [Fact]
    public void Keeps_attributes_of_one_tag_from_those_of_the_next() => Assert.Equal(
        """<b id="1"><i id="2"></i></b>""",
        Rendering.Html(builder =>
        {
            builder.OpenElement(0, "b");
            builder.AddMultipleAttributes(1, [new("id", 1)]);
            builder.OpenElement(2, "i");
            builder.AddMultipleAttributes(3, [new("id", 2)]);
            builder.CloseElement();
            builder.CloseElement();
        }));

    [Fact]
    public void Writes_numbers_as_the_language_of_the_reader_does()
    {
        CultureInfo.CurrentCulture = new("de-DE");

        Assert.Equal("-7 12345678901 -1,50 0,25 1E+300", Rendering.Html(builder =>
        {
            builder.AddContent(0, -7);
            builder.AddContent(1, " ");
            builder.AddContent(2, 12_345_678_901L);
            builder.AddContent(3, " ");
            builder.AddContent(4, -1.50m);
            builder.AddContent(5, " ");
            builder.AddContent(6, 0.25);
            builder.AddContent(7, " ");
            builder.AddContent(8, 1e300);
        }));
    }

    [Fact]
    public void Writes_a_letter_as_it_is_and_a_short_number_as_short_as_it_is()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

        Assert.Equal("T &lt; 0.1 7", Rendering.Html(builder =>
        {
            builder.AddContent(0, 'T');
            builder.AddContent(1, " ");
            builder.AddContent(2, '<');
            builder.AddContent(3, " ");
            builder.AddContent(4, 0.1f);
            builder.AddContent(5, " ");
            builder.AddContent(6, (byte)7);
        }));
    }

    [Fact]
    public void Refuses_a_component_that_leaves_a_tag_open() =>
        Expect(
            """
            Built opened <p> and did not close it.

            Call CloseElement or CloseComponent for each that its BuildRenderTree opens.
            """,
            builder => builder.OpenElement(0, "p"));

    [Fact]
    public void Refuses_an_attribute_after_content() =>
        Expect(
            "An attribute was added where no tag is open.\n\nAdd attributes right after OpenElement, before any content.",
            builder =>
            {
                builder.OpenElement(0, "p");
                builder.AddContent(1, "text");
                builder.AddAttribute(2, "id", "late");
            });

    static void Expect(string message, Action<RenderTreeBuilder> build) =>
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => Rendering.Html(build)).Message);
}
