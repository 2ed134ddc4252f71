using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Trestle.Web.Tests;

public class UploadTests
{
    [Fact]
    public async Task A_form_with_files_is_sent_as_multipart_by_itself()
    {
        await using var site = await StartAsync();

        var page = await site.Client.GetStringAsync("/covers/new");

        Assert.Contains("""<form id="cover-params-form" action="/covers" method="post" enctype="multipart/form-data">""", page, StringComparison.Ordinal);
        Assert.Contains("""<label for="cover-params-front">Front</label><input id="cover-params-front" name="front" aria-required="true" type="file" accept="image/*"></div>""", page, StringComparison.Ordinal);
        Assert.Contains("""<input id="cover-params-pages" name="pages" type="file" multiple></div>""", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Params_hold_the_files_that_were_sent()
    {
        await using var site = await StartAsync();

        var answer = await PostAsync(site, [
            Field("title", "T"), File("FRONT", "front", "a.png", "image/png"), File("pages", "one", "1.txt"), File("pages", "two", "2.txt"),
            Field("inner[0].note", "a"), File("inner[3].sketch", "drawn", "s.svg", "image/svg+xml")]);

        Assert.Equal(
            "T\na.png (image/png, 5 bytes) front\n1.txt (text/plain, 3 bytes) one\n2.txt (text/plain, 3 bytes) two\ns.svg (image/svg+xml, 5 bytes) drawn",
            answer.Text);
    }

    [Fact]
    public async Task A_field_in_which_nothing_was_chosen_is_none_and_the_rest_comes_back_as_typed()
    {
        await using var site = await StartAsync();

        var answer = await PostAsync(site, Field("title", "Typed"), File("front", "", "", "application/octet-stream"), File("pages", "", ""));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("""name="title" type="text" value="Typed">""", answer.Text, StringComparison.Ordinal);
        Assert.Contains("""name="front" aria-invalid="true" aria-describedby="cover-params-front-error" aria-required="true" type="file" accept="image/*"><p class="field-error" id="cover-params-front-error">can't be blank</p>""", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_file_lies_on_disk_until_the_request_is_done_and_no_longer()
    {
        var mark = $"{Guid.NewGuid():N}";

        await using (var site = await StartAsync(routes: new Watched()))
        {
            var kept = await PostAsync(site, File("file", mark + new string('x', 500_000), "large.bin"));
            Assert.Equal("500032 bytes, 1 on disk", kept.Text);

            Assert.Equal(HttpStatusCode.InternalServerError, (await PostAsync(site, File("file", mark + new string('x', 500_000), "crash.bin"))).Status);
        }

        Assert.Empty(Watched.OnDisk(mark));
    }

    [Fact]
    public async Task A_file_is_saved_where_none_is_yet()
    {
        var folder = Directory.CreateTempSubdirectory("trestle-");
        var path = Path.Combine(folder.FullName, "kept.txt");
        await using var site = await StartAsync(routes: new Watched());
        site.Client.DefaultRequestHeaders.Add("Save-To", path);

        var first = await PostAsync(site, File("file", "hello", "a.txt"));
        var second = await PostAsync(site, File("file", "again", "a.txt"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.InternalServerError), (first.Status, second.Status));
        Assert.Equal("hello", await System.IO.File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("front", "expected front to be a file, got the text &quot;a.png&quot;: a form that sends files has enctype=&quot;multipart/form-data&quot;")]
    [InlineData("pages", "expected pages to be a file, got the text &quot;a.png&quot;")]
    public async Task Refuses_a_name_in_place_of_a_file(string field, string reason)
    {
        await using var site = await StartAsync();

        var answer = await PostAsync(site, Field("title", "T"), Field(field, "a.png"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(reason, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_file_in_place_of_a_text_several_in_place_of_one_and_one_in_JSON()
    {
        await using var site = await StartAsync();

        var text = await PostAsync(site, File("title", "T", "t.txt"));
        var several = await PostAsync(site, Field("title", "T"), File("front", "a", "a.txt"), File("front", "b", "b.txt"));
        using var json = await site.Client.PostAsync("/covers", JsonContent.Create(new { title = "T", front = "a.png" }), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (text.Status, several.Status, json.StatusCode));
        Assert.Contains("expected title to be a text, got a file", text.Text, StringComparison.Ordinal);
        Assert.Contains("expected front to be one file, got 2", several.Text, StringComparison.Ordinal);
        Assert.Contains("The JSON cannot be read at $.front, line 1.", await json.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(site.Log.Lines);
    }

    [Fact]
    public async Task A_form_with_files_has_a_limit_of_its_own()
    {
        await using var site = await StartAsync(new() { MaxBodyBytes = 1000, MaxUploadBytes = 5000, MaxFormFields = 4 });

        var fits = await PostAsync(site, Field("title", "T"), File("front", new string('a', 4000), "a.txt"));
        var isTooLarge = await PostAsync(site, Field("title", "T"), File("front", new string('a', 6000), "a.txt"));
        var hasLongText = await PostAsync(site, Field("title", new string('a', 2000)), File("front", "a", "a.txt"));
        var hasTooMany = await PostAsync(site, [Field("title", "T"), .. Enumerable.Range(0, 4).Select(i => File("pages", "", $"{i}.txt"))]);

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest),
            (fits.Status, isTooLarge.Status, hasLongText.Status, hasTooMany.Status));
        Assert.Contains("expected a body of at most 5000 bytes, got more", isTooLarge.Text, StringComparison.Ordinal);
        Assert.Contains("expected a form with at most 1000 characters beside its files, got more", hasLongText.Text, StringComparison.Ordinal);
        Assert.Contains("Form value count limit 4 exceeded.", hasTooMany.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("photo.jpg", "photo.jpg")]
    [InlineData("C:\\fakepath\\photo.jpg", "photo.jpg")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..", "file")]
    [InlineData("a/", "file")]
    [InlineData("", "file")]
    [InlineData(" .hidden. ", "hidden")]
    [InlineData("a\0b\r\nc\u202Egpj.exe", "abcgpj.exe")]
    [InlineData("what?<\"now\">:|*.txt", "whatnow.txt")]
    [InlineData("hälf\uD83D\uDE00.png", "hälf\uD83D\uDE00.png")]
    public void A_name_is_made_fit_for_a_file(string given, string name) => Assert.Equal(name, UploadName.Of(given));

    [Fact]
    public void A_long_name_keeps_its_ending_and_no_half_of_a_character()
    {
        Assert.Equal(new string('a', 96) + ".txt", UploadName.Of(new string('a', 300) + ".txt"));
        Assert.Equal(new string('a', 99), UploadName.Of(new string('a', 99) + "\uD83D\uDE00\uD83D\uDE00"));
    }

    [Fact]
    public void A_file_field_is_for_a_property_that_is_a_file() => Assert.Equal(
        "expected a file field to be for a property of type Upload, or for a list of them, got: CoverParams.Title",
        Assert.Throws<ArgumentException>(() => new FormBuilder<Office.Controllers.CoverParams>(new("", null, []), "c").FileField(one => one.Title)).Message);

    static async Task<Site> StartAsync(WebOptions? options = null, RouteMap? routes = null)
    {
        var site = await Site.StartAsync(options, routes: routes ?? new Office.Routes());
        site.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        return site;
    }

    static async Task<(HttpStatusCode Status, string Text)> PostAsync(Site site, params (string Name, HttpContent Content, string? File)[] parts)
    {
        using var form = new MultipartFormDataContent();

        foreach (var (name, content, file) in parts)
        {
            // By hand: a browser sends filename="" for a field in which nothing was chosen.
            content.Headers.ContentDisposition = ContentDispositionHeaderValue.Parse($"form-data; name=\"{name}\"{(file is null ? "" : $"; filename=\"{file}\"")}");
            form.Add(content);
        }

        using var answer = await site.Client.PostAsync("/covers", form);

        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    static (string, HttpContent, string?) Field(string name, string value) => (name, new StringContent(value), null);

    static (string, HttpContent, string?) File(string name, string content, string file, string type = "text/plain")
    {
        var bytes = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        bytes.Headers.ContentType = new(type);

        return (name, bytes, file);
    }

    /// <summary>Looks for what is in the temporary files while a request with a file is answered.</summary>
    public sealed class Watched : RouteMap
    {
        protected override void Draw() => Post<WatchedController>("/covers", "Create");

        public static string[] OnDisk(string mark) => [.. Directory.EnumerateFiles(Path.GetTempPath(), "ASPNETCORE_*.tmp").Where(file => Begins(file, mark))];

        static bool Begins(string file, string mark)
        {
            try
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var reader = new StreamReader(stream);
                var read = new char[mark.Length];

                return reader.ReadBlock(read) == mark.Length && new string(read) == mark;
            }
            catch (FileNotFoundException)
            {
                return false; // another test's, gone meanwhile
            }
        }
    }

    public class WatchedController : Controller
    {
        public async Task<Result> Create(FileParams input)
        {
            if (input.File.Name == "crash.bin")
                throw new InvalidOperationException("Thrown in the middle.");

            if (Request.Headers["Save-To"] is [{ } path])
                await input.File.SaveAsync(path);

            using var reader = new StreamReader(input.File.OpenRead());
            var text = await reader.ReadToEndAsync();

            return Text($"{text.Length} bytes, {(text.Length < 100 ? 0 : Watched.OnDisk(text[..32]).Length)} on disk");
        }
    }

    public record FileParams(Upload File);
}
