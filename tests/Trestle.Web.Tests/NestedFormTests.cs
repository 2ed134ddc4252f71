using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Trestle.Web.Tests.Office.Controllers;
using Trestle.Web.Tests.Views;

namespace Trestle.Web.Tests;

public sealed partial class NestedFormTests : IAsyncLifetime, IAsyncDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("trestle-").FullName;
    readonly Database database;
    Site site = null!;

    public NestedFormTests() => database = new(DatabaseOptions.ForFile(Path.Combine(folder, "office.db"), typeof(Essay).Assembly));

    public async ValueTask InitializeAsync()
    {
        await using (database.BeginUnitOfWork())
            await Database.Current.Database.EnsureCreatedAsync();

        site = await Site.StartAsync(database: database, routes: new Office.Routes());
        site.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
    }

    [Fact]
    public void Names_rows_as_params_inside_of_params_are_read()
    {
        var essay = new Essay { Footnotes = { new() { Text = "a \"b\"" }, new() } };
        var form = new FormBuilder<Essay>(essay, "essay");

        Assert.Equal(
            """
            <p><div class="field"><label for="essay-footnotes-0-text">Text</label><input id="essay-footnotes-0-text" name="footnotes[0].text" aria-required="true" type="text" value="a &quot;b&quot;"></div></p>
            <p><div class="field"><label for="essay-footnotes-1-text">Text</label><input id="essay-footnotes-1-text" name="footnotes[1].text" aria-required="true" type="text" value=""></div></p>
            """.ReplaceLineEndings(""),
            Html(form.FieldsFor(one => one.Footnotes, Paragraph)));
        Assert.Equal(
            """<div class="field"><label for="essay-summary-words">Words</label><input id="essay-summary-words" name="summary.words" type="text" value=""></div>""",
            Html(form.FieldsFor(one => one.Summary, summary => summary.TextField(one => one.Words))));
    }

    [Fact]
    public void Rows_may_have_rows()
    {
        var form = new FormBuilder<Tree>(new([new([new([])])]), "tree");

        var html = Html(form.FieldsFor(one => one.Twigs, twig => twig.FieldsFor(one => one.Twigs, leaf => leaf.TextField(one => one.Name))));

        Assert.Contains("""<input id="tree-twigs-0-twigs-0-name" name="twigs[0].twigs[0].name" type="text" value="a">""", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_cannot_be_made_empty_has_to_be_given()
    {
        var form = new FormBuilder<EssayParams>(new("", []), "essay");

        var refused = Assert.Throws<InvalidOperationException>(() => Html(form.FieldsFor(one => one.Summary, summary => summary.TextField(one => one.Words))));

        Assert.Equal(
            """
            A form shows empty fields for summary, but SummaryParams cannot be made from nothing.

            Give the model one to show, or SummaryParams a constructor without parameters.
            """, refused.Message);
    }

    [Fact]
    public async Task What_is_wrong_with_a_row_stands_beside_its_field_with_what_was_typed()
    {
        var page = await SentAsync("/essays/new", ("title", "T"), ("footnotes[0].text", "fine"), ("footnotes[1].text", new string('x', 21)), ("summary.words", "few"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("""name="title" aria-required="true" type="text" value="T">""", page.Html, StringComparison.Ordinal);
        Assert.Contains("""name="footnotes[0].text" aria-required="true" type="text" value="fine">""", page.Html, StringComparison.Ordinal);
        Assert.Contains(
            """
            <input id="essay-footnotes-1-text" name="footnotes[1].text" aria-invalid="true" aria-describedby="essay-footnotes-1-text-error" aria-required="true" type="text" value="xxxxxxxxxxxxxxxxxxxxx"><p class="field-error" id="essay-footnotes-1-text-error">is too long (maximum is 20 characters)</p>
            """.Trim(), page.Html, StringComparison.Ordinal);
        Assert.Contains("""<p class="field-error" id="essay-summary-words-error">is too short (minimum is 5 characters)</p>""", page.Html, StringComparison.Ordinal);
        Assert.Contains("""<li><a href="#essay-footnotes-1-text">Footnotes text is too long (maximum is 20 characters)</a></li>""", page.Html, StringComparison.Ordinal);
        Assert.Contains("""name="footnotes[2].text" aria-required="true" type="text" value="">""", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_a_whole_row_or_with_the_list_is_said_above_it()
    {
        var row = await SentAsync("/essays/new", ("title", "T"), ("footnotes[0].text", "sic"));
        var list = await SentAsync("/essays/new", [("title", "T"), .. Enumerable.Range(0, 4).Select(i => ($"footnotes[{i}].text", "a"))]);

        Assert.Contains("""<p class="form-error" id="essay-footnotes-0" role="alert">says nothing</p><fieldset>""", row.Html, StringComparison.Ordinal);
        Assert.Contains("""<a href="#essay-footnotes-0">""", row.Html, StringComparison.Ordinal);
        Assert.Contains("""<p class="form-error" id="essay-footnotes" role="alert">has too many entries (maximum is 3)</p>""", list.Html, StringComparison.Ordinal);
        Assert.Contains("""<a href="#essay-footnotes">""", list.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stored_rows_are_changed_added_to_and_deleted_and_nobody_else_s()
    {
        var made = await SentAsync("/essays/new", ("title", "T"), ("footnotes[0].text", "one"), ("footnotes[1].text", "two"), ("summary.words", "All of it"));
        var other = await SentAsync("/essays/new", ("title", "U"), ("footnotes[0].text", "not yours"));
        Assert.Equal(("/essays/1/edit", "/essays/2/edit"), (made.Location, other.Location));

        var changed = await SentAsync("/essays/1/edit", ("footnotes[0].text", "first"), ("footnotes[1].destroy", "true"), ("footnotes[2].text", "three"), ("summary.words", "Nothing"));
        var stolen = await SentAsync("/essays/1/edit", ("footnotes[0].id", "3"), ("footnotes[0].text", "mine"));

        Assert.Equal(("/essays/1/edit", HttpStatusCode.NotFound), (changed.Location, stolen.Status));
        await using var work = database.BeginUnitOfWork();
        Assert.Equal(
            [(1, 1, "first"), (3, 2, "not yours"), (4, 1, "three")],
            Footnote.All.OrderBy(note => note.Id).AsEnumerable().Select(note => (note.Id, note.EssayId, note.Text)));
        Assert.Equal([(1, "Nothing")], Summary.All.AsEnumerable().Select(summary => (summary.Id, summary.Words)));
    }

    [Fact]
    public async Task A_row_that_was_to_go_still_is_after_an_error()
    {
        await SentAsync("/essays/new", ("title", "T"), ("footnotes[0].text", "one"));

        var page = await SentAsync("/essays/1/edit", ("title", ""), ("footnotes[0].destroy", "true"));

        Assert.Contains("""<input type="hidden" name="footnotes[0].id" value="1">""", page.Html, StringComparison.Ordinal);
        Assert.Contains("""<label for="essay-footnotes-0-destroy">Delete</label><input id="essay-footnotes-0-destroy" type="checkbox" name="footnotes[0].destroy" value="true" checked>""", page.Html, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Fills the form of a page, and sends all of its fields as a browser does.</summary>
    async Task<(HttpStatusCode Status, string? Location, string Html)> SentAsync(string path, params (string Name, string Value)[] typed)
    {
        var html = await site.Client.GetStringAsync(path);
        var shown = Input().Matches(html).Where(field => !field.Value.Contains("checkbox", StringComparison.Ordinal))
            .ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));

        foreach (var (name, value) in typed)
            shown[name] = value;

        using var answer = await site.Client.PostAsync(FormAction().Match(html).Groups[1].Value, new FormUrlEncodedContent(shown));

        return (answer.StatusCode, answer.Headers.Location?.ToString(), await answer.Content.ReadAsStringAsync());
    }

    static RenderFragment Paragraph(FormBuilder<Footnote> note) => builder =>
    {
        builder.OpenElement(0, "p");
        builder.AddContent(1, note.TextField(one => one.Text));
        builder.CloseElement();
    };

    static string Html(RenderFragment fragment) => Rendering.Html(fragment.Invoke);

    [GeneratedRegex("""<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"[^>]*>""")]
    private static partial Regex Input();

    [GeneratedRegex("""<form [^>]*action="([^"]+)""")]
    private static partial Regex FormAction();

    public sealed record Tree(List<Tree> Twigs)
    {
        public string Name { get; init; } = "a";
    }
}
