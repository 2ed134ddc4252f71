using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Trestle.Web.Tests.Locales;

namespace Trestle.Web.Tests;

public class HelperTests
{
    static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(-29, "just now")]
    [InlineData(-30, "1 minute ago")]
    [InlineData(-89, "1 minute ago")]
    [InlineData(-90, "2 minutes ago")]
    [InlineData(-59 * 60, "59 minutes ago")]
    [InlineData(-3570, "1 hour ago")]
    [InlineData(-23.4 * 3600, "23 hours ago")]
    [InlineData(-23.6 * 3600, "1 day ago")]
    [InlineData(-29.9 * 86400, "30 days ago")]
    [InlineData(-31 * 86400, "1 month ago")]
    [InlineData(-364 * 86400, "12 months ago")]
    [InlineData(-800.0 * 86400, "2 years ago")]
    [InlineData(3600, "in 1 hour")]
    [InlineData(10 * 86400, "in 10 days")]
    public void Says_how_long_ago_it_was(double seconds, string words) =>
        Assert.Equal(words, Elapsed.Between(Noon.AddSeconds(seconds), Noon).InWords(translations: null));

    [Fact]
    public void Times_are_told_where_the_reader_is_and_exactly_for_programs()
    {
        using var reader = Locale.Use("en-GB", "Europe/Berlin");

        Assert.Equal($"""<time datetime="2026-03-04T09:00:00Z" title="{Noon.AddHours(-2):f}">3 hours ago</time>""", Html(page => page.Ago(Noon.AddHours(-3))));
        Assert.Equal("""<time datetime="2026-03-04T12:00:00Z">04/03/2026 13:00</time>""", Html(_ => Page.At(Noon)));
        Assert.Equal("""<time datetime="2026-03-04">04/03/2026</time>""", Html(_ => Page.On(new(2026, 3, 4))));
    }

    [Fact]
    public void How_long_ago_is_said_in_the_words_of_the_catalogs()
    {
        using var folder = new CatalogFolder();
        folder.Write("de", """{ "ago": { "hours": { "one": "vor einer Stunde", "other": "vor {count} Stunden" } } }""");
        using var reader = Locale.Use("de");
        var translations = folder.Load();

        Assert.Equal("vor 3 Stunden", Elapsed.Between(Noon.AddHours(-3), Noon).InWords(translations));
        Assert.Equal("vor einer Stunde", Elapsed.Between(Noon.AddHours(-1), Noon).InWords(translations));
        Assert.Equal("in 1 day", Elapsed.Between(Noon.AddDays(1), Noon).InWords(translations));
    }

    [Fact]
    public void Numbers_are_written_as_their_reader_writes_them()
    {
        Assert.Equal(
            ("1,234,567", "1,234.50", "$9.50", "€9.50", "XYZ9.50", "26%", "25.6%", "1.2 MB", "500 B"),
            Page.Numbers("en-US"));
        Assert.Equal(
            ("1.234.567", "1.234,50", "9,50 $", "9,50 €", "9,50 XYZ", "26 %", "25,6 %", "1,2 MB", "500 B"),
            Page.Numbers("de"));
    }

    [Fact]
    public void Counts_have_their_word()
    {
        using var reader = Locale.Use("en-US");

        Assert.Equal(["0 books", "1 book", "1,200 people", "2 oxen"], Page.Counts());
    }

    [Theory]
    [InlineData("short", 5, "short")]
    [InlineData("a bridge of beams", 11, "a bridge…")]
    [InlineData("a bridge of beams", 9, "a bridge…")]
    [InlineData("a bridge of beams", 8, "a…")]
    [InlineData("unbreakable", 5, "unbr…")]
    [InlineData("👩‍🚀👩‍🚀👩‍🚀", 2, "👩‍🚀…")]
    [InlineData(null, 5, "")]
    public void Shortens_a_text_at_a_word(string? text, int length, string shown) => Assert.Equal(shown, Page.Short(text, length));

    [Theory]
    [InlineData("The bridge carries rails.", "CARRIES", 4, "…dge carries rai…")]
    [InlineData("The bridge", "the", 100, "The bridge")]
    [InlineData("The bridge", "tunnel", 4, "")]
    [InlineData("The bridge", "", 4, "")]
    public void Shows_what_stands_around_a_phrase(string text, string phrase, int around, string shown) => Assert.Equal(shown, Page.Part(text, phrase, around));

    [Fact]
    public void Marks_phrases_and_escapes_all()
    {
        Assert.Equal("&lt;b&gt; <mark>Bridge</mark> and <mark>bridges</mark>", Html(_ => Page.Marked("<b> Bridge and bridges", "bridge", "bridges", "")));
        Assert.Equal("a &lt; b", Html(_ => Page.Marked("a < b")));
    }

    [Fact]
    public void Lays_a_text_out_as_it_was_typed() =>
        Assert.Equal("<p>One &lt;i&gt;<br>two</p><p>three</p>", Html(_ => Page.Laid("\r\nOne <i>\r\ntwo\r\n \r\n\r\nthree\n")));

    [Fact]
    public void Links_to_an_address_and_nothing_else_of_it()
    {
        Assert.Equal("""<a href="mailto:ann@example.com?subject=A%20%26%20B">Write</a>""", Html(_ => Page.Mail("ann@example.com", "Write", "A & B")));
        Assert.Equal("""<a href="mailto:a%3Fbcc%3Deve@example.com">a?bcc=eve@example.com</a>""", Html(_ => Page.Mail("a?bcc=eve@example.com", null, null)));
    }

    [Fact]
    public void Joins_classes_and_takes_turns()
    {
        Assert.Equal(("card new", null), (Page.Names("card", null, "", "new"), Page.Names()));
        Assert.Equal(["odd", "even", "odd"], Page.Turns());
    }

    [Theory]
    [InlineData("/books", false, "<a href=\"/books\" aria-current=\"page\" class=\"tab\">Books</a>")]
    [InlineData("/books?page=2#top", false, "<a href=\"/books?page=2#top\" aria-current=\"page\" class=\"tab\">Books</a>")]
    [InlineData("/", false, "<a href=\"/\" class=\"tab\">Books</a>")]
    [InlineData("/", true, "<a href=\"/\" aria-current=\"true\" class=\"tab\">Books</a>")]
    [InlineData("/boo", true, "<a href=\"/boo\" class=\"tab\">Books</a>")]
    public void A_link_knows_whether_it_leads_where_it_stands(string path, bool below, string html) => Assert.Equal(html, Html(_ => builder =>
    {
        builder.OpenComponent<LinkTo>(0);
        builder.AddComponentParameter(1, "Path", path);
        builder.AddComponentParameter(2, "Below", below);
        builder.AddComponentParameter(3, "class", "tab");
        builder.AddComponentParameter(4, "ChildContent", (RenderFragment)(text => text.AddContent(0, "Books")));
        builder.CloseComponent();
    }));

    [Fact]
    public void A_button_may_ask_first() => Assert.Equal(
        """
        <button type="button" class="button" popovertarget="confirm-delete-books-7" popovertargetaction="show">Delete</button>
        <div id="confirm-delete-books-7" class="confirm" popover="auto" role="dialog" aria-label="Delete it?"><p>Delete it?</p>
        <form action="/books/7" method="post" class="button-to"><input type="hidden" name="csrf" value="token"><input type="hidden" name="_method" value="delete"><button class="button">Delete</button></form>
        <button type="button" class="button" popovertarget="confirm-delete-books-7" popovertargetaction="hide">Cancel</button></div>
        """.ReplaceLineEndings(""),
        Html(_ => builder =>
        {
            builder.OpenComponent<ButtonTo>(0);
            builder.AddComponentParameter(1, "Path", "/books/7");
            builder.AddComponentParameter(2, "Method", "delete");
            builder.AddComponentParameter(3, "Confirm", "Delete it?");
            builder.AddComponentParameter(4, "ChildContent", (RenderFragment)(text => text.AddContent(0, "Delete")));
            builder.CloseComponent();
        }));

    static string Html(Func<Page, RenderFragment> show)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(new FakeTimeProvider(Noon)).AddAntiforgery(options => options.FormFieldName = "csrf").AddLogging().BuildServiceProvider();
        var context = new ViewContext { Path = "/books", Services = services, CsrfTokens = () => "token" };
        var page = new Page(show);

        return HtmlRenderer.Text(builder => page.Render(builder, context), context);
    }

    sealed class Page(Func<Page, RenderFragment> show) : Component
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, show(this));

        public RenderFragment Ago(DateTimeOffset moment) => TimeAgo(moment);

        public static RenderFragment At(DateTimeOffset moment) => TimeTag(moment);

        public static RenderFragment On(DateOnly day) => TimeTag(day);

        public static (string, string, string, string, string, string, string, string, string) Numbers(string culture)
        {
            using var reader = Locale.Use(culture);

            return (Plain(Delimited(1_234_567)), Plain(Delimited(1234.5, 2)), Plain(Money(9.5m, "USD")), Plain(Money(9.5m, "EUR")), Plain(Money(9.5m, "XYZ")),
                Plain(Percentage(0.256)), Plain(Percentage(0.256m, 1)), Plain(FileSize(1_250_000)), Plain(FileSize(500)));
        }

        public static string[] Counts() => [Pluralize(0, "book"), Pluralize(1, "book"), Pluralize(1200, "person"), Pluralize(2, "ox", "oxen")];

        public static string Short(string? text, int length) => Truncate(text, length);

        public static string Part(string text, string phrase, int around) => Excerpt(text, phrase, around);

        public static RenderFragment Marked(string text, params string[] phrases) => Highlight(text, phrases);

        public static RenderFragment Laid(string text) => Paragraphs(text);

        public static RenderFragment Mail(string address, string? text, string? subject) => MailTo(address, text, subject);

        public static string? Names(params string?[] names) => Classes(names);

        public static string[] Turns() => [Cycle(0, "odd", "even"), Cycle(1, "odd", "even"), Cycle(2, "odd", "even")];

        // Between a number and its sign stand spaces that do not break.
        static string Plain(string number) => number.Replace('\u00A0', ' ').Replace('\u202F', ' ');
    }
}
