using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Trestle.Web.Tests.Shop;

namespace Trestle.Web.Tests.Views;

public class CachedTests
{
    readonly FakeTimeProvider time = new();
    readonly ServiceProvider services;
    int runs;

    public CachedTests() => services = new ServiceCollection().AddSingleton<IFragmentCache>(new MemoryFragments(time)).BuildServiceProvider();

    [Fact]
    public void Is_written_once_for_a_key()
    {
        Assert.Equal(["1", "1", "2", "1"], [Show("a"), Show("a"), Show("b"), Show("a")]);
        Assert.Equal(["3", "3", "4", "5"], [Show(("a", 1)), Show(("a", 1)), Show(("a", 2)), Show(("a,1", 2))]);
        Assert.Equal(["6", "6", "7"], [Show(new object?[] { null, true, 1.5 }), Show(new object?[] { null, true, 1.5 }), Show(new[] { "-" })]);
    }

    [Fact]
    public async Task A_record_is_shown_anew_once_it_has_changed_and_never_kept_before_it_is_stored()
    {
        await WithBooksAsync(async () =>
        {
            var book = new Book { Title = "A" };
            Assert.Equal(["1", "2"], [Show(book), Show(book)]);

            await book.SaveAsync();
            var again = await Book.FindAsync(book.Id);
            Assert.Equal(["3", "3"], [Show(book), Show(again)]);

            book.Title = "B";
            await book.SaveAsync();
            Assert.Equal(["4", "4", "3"], [Show(book), Show(await Book.FindAsync(book.Id)), Show(again)]);
        });
    }

    [Fact]
    public async Task A_piece_holds_kept_pieces_and_is_written_of_them()
    {
        await WithBooksAsync(async () =>
        {
            Book[] books = [await Book.CreateAsync(new BookParams("A")), await Book.CreateAsync(new BookParams("B"))];
            Assert.Equal(["(A1B2)", "(A1B2)"], [ShowAll(books), ShowAll(books)]);

            books[1].Title = "C";
            await books[1].SaveAsync();

            Assert.Equal("(A1C3)", ShowAll(books));
        });
    }

    [Fact]
    public void Two_places_with_one_key_and_two_languages_are_kept_apart()
    {
        var first = Show("a");
        var other = Html(Cached("a", builder => builder.AddContent(0, $"other {++runs}")));
        using var german = Locale.Use("de", "Europe/Berlin");

        Assert.Equal(("1", "other 2", "3"), (first, other, Show("a")));
    }

    [Fact]
    public void Is_forgotten_after_its_time_and_written_each_time_where_told()
    {
        Assert.Equal("1", Show("a", expires: TimeSpan.FromMinutes(1)));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("1", Show("a", expires: TimeSpan.FromMinutes(1)));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("2", Show("a", expires: TimeSpan.FromMinutes(1)));

        Assert.Equal(["3", "4"], [Show("b", when: false), Show("b", when: false)]);
    }

    [Fact]
    public void Is_written_each_time_in_a_live_view() => Assert.Equal(["1", "2"], [Show("a", isLive: true), Show("a", isLive: true)]);

    [Fact]
    public void Refuses_what_is_for_one_reader_alone()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Html(Cached("a", builder =>
        {
            builder.OpenComponent<CsrfMeta>(0);
            builder.AddComponentParameter(1, "Always", true);
            builder.CloseComponent();
        })));

        Assert.Equal(
            """
            A cached fragment asks for CsrfToken, which is for one reader alone, and others would be shown it.

            Take what asks for it, such as a form, out of <Cached>.
            """, refused.Message);
    }

    [Fact]
    public void Refuses_what_belongs_elsewhere_on_the_page()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Html(Cached("a", builder =>
        {
            builder.OpenComponent<ContentFor>(0);
            builder.AddComponentParameter(1, "Section", "aside");
            builder.AddComponentParameter(2, "ChildContent", (RenderFragment)(aside => aside.AddContent(0, "x")));
            builder.CloseComponent();
        })));

        Assert.Equal(
            """
            A cached fragment has something for the section aside, and would have nothing for it once it is kept.

            Take <ContentFor Section="aside"> out of <Cached>.
            """, refused.Message);
    }

    [Fact]
    public void Says_what_a_key_is_made_of() => Assert.Equal(
        "expected the key of <Cached> to be made of records, texts, numbers and dates, got: object",
        Assert.Throws<ArgumentException>(() => Show(new object())).Message);

    [Fact]
    public void What_failed_is_not_kept_and_leaves_the_page_able_to_show_forms()
    {
        var context = NewContext();
        Assert.Throws<InvalidOperationException>(() => context.RenderToKeep(_ => throw new InvalidOperationException("half-way")));

        Assert.Equal("token", context.CsrfToken);
    }

    string Show(object key, TimeSpan? expires = null, bool when = true, bool isLive = false) => Html(Cached(key, Counted, expires, when), isLive);

    string ShowAll(Book[] books) => Html(Cached(books, builder =>
    {
        builder.AddContent(0, "(");

        foreach (var book in books)
            builder.AddContent(1, Cached(book, row => row.AddContent(0, $"{book.Title}{++runs}")));

        builder.AddContent(2, ")");
    }));

    void Counted(RenderTreeBuilder builder) => builder.AddContent(0, ++runs);

    static RenderFragment Cached(object key, RenderFragment content, TimeSpan? expires = null, bool when = true) => builder =>
    {
        builder.OpenComponent<Cached>(0);
        builder.AddComponentParameter(1, "Key", key);
        builder.AddComponentParameter(2, "Expires", expires);
        builder.AddComponentParameter(3, "When", when);
        builder.AddComponentParameter(4, "ChildContent", content);
        builder.CloseComponent();
    };

    string Html(RenderFragment fragment, bool isLive = false)
    {
        var context = NewContext();
        context.IsLive = isLive;

        return HtmlRenderer.Text(fragment, context);
    }

    ViewContext NewContext() => new() { Path = "/", Services = services, CsrfTokens = () => "token" };

    static async Task WithBooksAsync(Func<Task> work)
    {
        var folder = Directory.CreateTempSubdirectory("trestle-");
        await using var database = new Database(DatabaseOptions.ForFile(Path.Combine(folder.FullName, "shop.db"), typeof(Book).Assembly));

        await using (database.BeginUnitOfWork())
        {
            await Database.Current.Database.EnsureCreatedAsync();
            await work();
        }
    }
}
