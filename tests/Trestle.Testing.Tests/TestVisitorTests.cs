using System.Net;
using Trestle.Testing.Tests.Kiosk;

namespace Trestle.Testing.Tests;

public sealed class TestVisitorTests(TestApp<KioskApp> app) : IClassFixture<TestApp<KioskApp>>
{
    [Fact]
    public async Task A_visitor_keeps_cookies_and_another_has_others()
    {
        var (one, other) = (app.NewVisitor(), app.NewVisitor());
        await one.GetAsync("/visits");

        Assert.Equal(("II", "I"), ((await one.GetAsync("/visits")).Text, (await other.GetAsync("/visits")).Text));
    }

    [Fact]
    public async Task Redirects_are_followed_unless_that_is_not_wanted()
    {
        var visitor = app.NewVisitor();
        var followed = await visitor.PostAsync("/notes", new { Title = "Followed" });
        visitor.FollowsRedirects = false;
        var stayed = await visitor.PostAsync("/notes", new { Title = "Stayed" });

        Assert.Equal("Saved.", followed.Find("p").TextContent);
        Assert.Equal([followed.Path], followed.Redirects);
        Assert.Equal((HttpStatusCode.SeeOther, "/notes"), (stayed.Status, stayed.Path));
    }

    [Fact]
    public async Task A_redirect_that_keeps_the_method_keeps_the_fields() =>
        Assert.Equal("title=Kept", (await app.PostAsync("/moved", new { title = "Kept" })).Text);

    [Fact]
    public async Task Files_are_sent_with_the_fields()
    {
        var folder = Directory.CreateTempSubdirectory("trestle-kiosk-");
        var (sheet, extra) = (new FileInfo(Path.Combine(folder.FullName, "sheet.svg")), new FileInfo(Path.Combine(folder.FullName, "extra.zzz")));
        await File.WriteAllTextAsync(sheet.FullName, "<svg/>");
        await File.WriteAllTextAsync(extra.FullName, "more");

        var page = await app.PostAsync("/poster", new { Title = "Fair", Sheet = sheet, Extras = new[] { extra, sheet } });

        Assert.Equal(
            "Fair: sheet.svg (image/svg+xml, 6 bytes), <svg/>, extra.zzz (application/octet-stream, 4 bytes) sheet.svg (image/svg+xml, 6 bytes)", page.Text);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_form_of_a_page_says_that_it_takes_no_files()
    {
        var form = await app.GetAsync("/notes/new");

        Assert.Equal(
            "A form that is filled on its page takes no file for Title.\n\nSend the fields yourself: PostAsync(path, new { Title = new FileInfo(...) })",
            (await Assert.ThrowsAsync<VisitException>(() => form.SubmitAsync("form", new { Title = new FileInfo("a.txt") }))).Message);
    }

    [Fact]
    public async Task Another_site_is_not_visited()
    {
        var page = await app.GetAsync("/away");

        Assert.Equal("https://elsewhere.example/", page.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Redirects_without_end_are_noticed()
    {
        var failure = await Assert.ThrowsAsync<VisitException>(() => app.GetAsync("/circle"));

        Assert.Equal($"/circle redirects without end: {string.Join(", ", Enumerable.Repeat("/circle", 11))}.", failure.Message);
    }

    [Fact]
    public async Task Fields_go_by_the_names_that_params_records_read()
    {
        var page = await app.PostAsync("/echo", new
        {
            Title = "a b",
            Count = 1.5m,
            On = new DateOnly(2026, 3, 9),
            IsGift = true,
            Tags = (string[])["x", "y"],
            Address = new { City = "Ulm" },
            Lines = new[] { new { Id = 1 }, new { Id = 2 } },
            Missing = (string?)null,
        });

        Assert.Equal("Title=a b Count=1.5 On=2026-03-09 IsGift=true Tags=x,y Address.City=Ulm Lines[0].Id=1 Lines[1].Id=2", page.Text);
    }

    [Fact]
    public async Task Json_is_asked_for_and_read()
    {
        var visitor = app.NewVisitor();
        await visitor.PostJsonAsync("/notes", new { Title = "Typed" });

        var notes = await visitor.GetJsonAsync("/notes");

        Assert.Equal("application/json; charset=utf-8", notes.ContentType);
        Assert.Contains(notes.Json<List<NoteParams>>(), note => note.Title == "Typed");
    }

    [Fact]
    public async Task What_is_no_json_is_shown()
    {
        var page = await app.GetAsync("/greeting");

        var failure = Assert.Throws<VisitException>(() => page.Json<NoteParams>());

        Assert.Equal(
            """
            GET /greeting (200) is no JSON of a NoteParams: 'W' is an invalid start of a value. Path: $ | LineNumber: 0 | BytePositionInLine: 0. It reads:

                Welcome
            """, failure.Message);
    }

    [Fact]
    public async Task An_exception_in_the_application_fails_the_test_that_asked()
    {
        var failure = await Assert.ThrowsAsync<VisitException>(() => app.GetAsync("/crash"));

        Assert.Equal(
            """
            GET /crash failed: InvalidOperationException: boom

            The exception within says where. To test the page it is answered with, start the app with ShowsErrorPages = true.
            """, failure.Message);
        Assert.Contains("OddController.Crash", failure.InnerException!.StackTrace!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_page_can_be_asked_for()
    {
        await using var shown = new TestApp<KioskApp> { Options = new() { ShowsErrorPages = true } };

        Assert.Equal(HttpStatusCode.InternalServerError, (await shown.GetAsync("/crash")).Status);
    }
}
