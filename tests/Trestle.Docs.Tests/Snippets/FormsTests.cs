using System.Net;
using System.Text;

namespace Trestle.Docs.Tests.Snippets;

public sealed class FormsTests(LibraryApp app) : IClassFixture<LibraryApp>
{
    readonly TestVisitor reader = app.NewVisitor();

    [Fact]
    public async Task Rows_are_added_found_fault_with_changed_and_taken_off()
    {
        var form = await reader.GetAsync("/reading-lists/new");

        var refused = await form.SubmitAsync("form", new { Name = "Bridges", Picks = new[] { new { Title = "The Viaduct" }, new { Title = new string('x', 21) } } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("is too long (maximum is 20 characters)", refused.Find("#reading-list-picks-1-title-error").TextContent);
        Assert.Equal("#reading-list-picks-1-title", refused.Find(".form-errors a").GetAttribute("href"));

        var saved = await refused.SubmitAsync("form", new { Picks = new[] { new { Title = "The Viaduct" }, new { Title = "Arches" } } });
        Assert.Equal(["The Viaduct", "Arches", "", ""], Titles(saved));

        var changed = await saved.SubmitAsync("form", new Dictionary<string, string> { ["picks[0].destroy"] = "true", ["picks[1].title"] = "Arcs", ["picks[2].title"] = "Piers" });
        Assert.Equal(["Arcs", "Piers", "", ""], Titles(changed));
    }

    [Fact]
    public async Task A_form_for_params_shows_what_is_wrong_with_them()
    {
        var form = await reader.GetAsync("/membership/new");

        var refused = await form.SubmitAsync("form", new { Email = "ann", Password = "short", Newsletter = true });
        var known = await refused.SubmitAsync("form", new { Email = "ann@example.org", Password = "long enough" });
        var joined = await known.SubmitAsync("form", new { Email = "bo@example.org", Password = "long enough" });

        Assert.Equal(["is not an email address", "is too short (minimum is 8 characters)"], refused.FindAll(".field-error").Select(error => error.TextContent));
        Assert.Equal(("ann", true), (refused.Find("[name=email]").GetAttribute("value"), refused.Find("[type=checkbox]").HasAttribute("checked")));
        Assert.Equal("is a member already", known.Find(".field-error").TextContent);
        Assert.Equal("Welcome.", joined.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task A_search_is_a_form_too()
    {
        var found = await (await reader.GetAsync("/search")).SubmitAsync("form", new { Words = "Rail", Copies = 1 });
        var refused = await found.SubmitAsync("form", new { Words = new string('x', 41) });

        Assert.Equal("<mark>Rail</mark>s and Sleepers", found.Find("li a").InnerHtml);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "is too long (maximum is 40 characters)"), (refused.Status, refused.Find(".field-error").TextContent));
    }

    [Fact]
    public async Task A_file_is_read_as_it_came()
    {
        var form = await reader.GetAsync("/import/new");
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes("Arches;A. Stone\nPiers;P. Ash\n"));
        using var fields = new MultipartFormDataContent { { file, "list", "books.csv" } };

        var nothing = await form.SubmitAsync("form");
        var added = await reader.SendAsync(new(HttpMethod.Post, "/import") { Content = fields });

        Assert.Equal("multipart/form-data", form.Find("form").GetAttribute("enctype"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "can't be blank"), (nothing.Status, nothing.Find(".field-error").TextContent));
        Assert.Equal("2 books of books.csv added.", added.Find("[role=status]").TextContent);
    }

    static IEnumerable<string> Titles(TestPage page) => page.FindAll("fieldset input[type=text]").Select(input => input.GetAttribute("value")!);
}
