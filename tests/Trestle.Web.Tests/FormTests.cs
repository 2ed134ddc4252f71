using System.Net;
using System.Net.Http.Json;
using System.Text;

namespace Trestle.Web.Tests;

public class FormTests
{
    [Fact]
    public async Task Creates_redirects_and_shows_the_notice_once()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.PostAsync("/articles", ("title", "Tea"), ("body", "<script>alert(1)</script>'; DROP TABLE"), ("price", "2.50"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/articles/1", answer.Headers.Location!.ToString());
        Assert.Equal(new(1, "Tea", "<script>alert(1)</script>'; DROP TABLE", 2.50m), site.Shelf.Articles[1]);

        var first = await site.Client.GetStringAsync("/articles/1");
        var second = await site.Client.GetStringAsync("/articles/1");

        Assert.Contains("<p class=\"notice\">Article created.</p>", first);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", first);
        Assert.DoesNotContain("<script>", first);
        Assert.DoesNotContain("Article created.", second);
    }

    [Fact]
    public async Task Shows_the_form_again_with_what_was_typed()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.PostAsync("/articles", ("title", ""), ("body", "half a \"thought\""));
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("<title>New article</title>", page);
        Assert.Contains("Title can&#x27;t be blank", page.Replace("&#39;", "&#x27;").Replace("can't", "can&#x27;t"));
        Assert.Contains("thought", page);
        Assert.Empty(site.Shelf.Articles);
    }

    [Fact]
    public async Task Gives_missing_texts_an_empty_value_and_missing_optional_numbers_null()
    {
        await using var site = await Site.StartAsync();

        await site.PostAsync("/articles", ("TITLE", "Only a title"), ("price", ""));

        Assert.Equal(new(1, "Only a title", "", null), site.Shelf.Articles[1]);
    }

    [Fact]
    public async Task Binds_a_nested_resource_with_lists()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.PostAsync("/articles/3/comments", ("text", "good"), ("stars", "5"), ("tags", "a"), ("tags", "b"));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("3: good 5 a+b", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("put")]
    public async Task Lets_a_form_ask_for_another_method(string method)
    {
        await using var site = await Site.StartAsync();
        site.Shelf.Articles[4] = new(4, "Old", "", null);

        var answer = await site.PostAsync("/articles/4", ("_method", method), ("title", "New"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("New", site.Shelf.Articles[4].Title);
    }

    [Fact]
    public async Task Lets_a_form_delete()
    {
        await using var site = await Site.StartAsync();
        site.Shelf.Articles[4] = new(4, "Old", "", null);

        var answer = await site.PostAsync("/articles/4", ("_method", "delete"));
        var page = await site.Client.GetStringAsync("/articles");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Empty(site.Shelf.Articles);
        Assert.Contains("<p class=\"alert\">Article deleted.</p>", page);
    }

    [Fact]
    public async Task Refuses_a_method_no_form_may_ask_for()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.PostAsync("/articles", ("_method", "TRACE"), ("title", "x"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(site.Shelf.Articles);
    }

    [Fact]
    public async Task Reads_a_multipart_form()
    {
        await using var site = await Site.StartAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("Tea"), "title" },
            { new StringContent("leaf"), "body" },
            { new StringContent(await site.TokenAsync()), "__RequestVerificationToken" },
        };

        var answer = await site.Client.PostAsync("/articles", form);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("leaf", site.Shelf.Articles[1].Body);
    }

    [Fact]
    public async Task Reads_json()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.SendAsync(HttpMethod.Post, "/articles", JsonContent.Create(new { title = "Tea", price = 1.5 }));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(new(1, "Tea", "", 1.5m), site.Shelf.Articles[1]);
    }

    [Theory]
    [InlineData("{", "The JSON cannot be read at line 1, byte 2.")]
    [InlineData("""{"title":"a","title":"b"}""", "The JSON cannot be read")]
    [InlineData("""{"title":"a","price":"1"}""", "The JSON cannot be read at $.price, line 1.")]
    [InlineData("""{"title":7}""", "The JSON cannot be read at $.title, line 1.")]
    [InlineData("null", "expected a JSON object, got: null")]
    [InlineData("", "The JSON cannot be read")]
    [InlineData("[]", "The JSON cannot be read")]
    public async Task Refuses_json_it_cannot_read(string json, string reason)
    {
        await using var site = await Site.StartAsync();

        var answer = await site.SendAsync(HttpMethod.Post, "/articles", new StringContent(json, Encoding.UTF8, "application/json"));

        await AssertRefusedAsync(site, answer, HttpStatusCode.BadRequest, reason);
    }

    [Fact]
    public async Task Refuses_json_that_is_not_utf8()
    {
        await using var site = await Site.StartAsync();
        var body = new ByteArrayContent([.. "{\"title\":\""u8, 0xff, 0xfe, .. "\"}"u8]);
        body.Headers.ContentType = new("application/json");

        var answer = await site.SendAsync(HttpMethod.Post, "/articles", body);

        await AssertRefusedAsync(site, answer, HttpStatusCode.BadRequest, "The JSON cannot be read");
    }

    [Fact]
    public async Task Refuses_another_kind_of_body()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.SendAsync(HttpMethod.Post, "/articles", new StringContent("<a/>", Encoding.UTF8, "application/xml"));

        await AssertRefusedAsync(site, answer, HttpStatusCode.UnsupportedMediaType, "expected a form or JSON, got: \"application/xml; charset=utf-8\"");
    }

    [Theory]
    [InlineData("title=%zz", "a % that is not followed by two hexadecimal digits")]
    [InlineData("title=%", "a % that is not followed by two hexadecimal digits")]
    [InlineData("title=%C3%28", "bytes that are not UTF-8")]
    [InlineData("title=a%00b", "a null character")]
    [InlineData("title=a&price=cheap", "expected price to be decimal, got: \"cheap\"")]
    public async Task Refuses_a_form_it_cannot_read(string form, string reason)
    {
        await using var site = await Site.StartAsync();

        var answer = await site.SendAsync(HttpMethod.Post, "/articles", new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"));

        await AssertRefusedAsync(site, answer, HttpStatusCode.BadRequest, reason);
    }

    [Fact]
    public async Task Refuses_a_missing_number_that_must_be_there()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.PostAsync("/articles/3/comments", ("text", "good"));

        await AssertRefusedAsync(site, answer, HttpStatusCode.BadRequest, "expected stars in the form, as int");
    }

    [Theory]
    [InlineData("multipart/form-data", "--x\r\n\r\n")]
    [InlineData("multipart/form-data; boundary=x", "no boundary here")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\ncut off")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\na\0b\r\n--x--\r\n")]
    public async Task Refuses_a_broken_multipart_form(string type, string body)
    {
        await using var site = await Site.StartAsync();

        var answer = await Raw.SendAsync(site,
            $"POST /articles HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Empty(site.Log.Lines);
    }

    [Fact]
    public async Task Refuses_too_many_fields()
    {
        await using var site = await Site.StartAsync(new() { MaxFormFields = 10 });
        var form = string.Join('&', Enumerable.Range(0, 11).Select(i => $"f{i}=1"));

        var answer = await site.SendAsync(HttpMethod.Post, "/articles", new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"));

        await AssertRefusedAsync(site, answer, HttpStatusCode.BadRequest, "expected at most 10 fields, got more");
    }

    [Fact]
    public async Task Refuses_a_body_over_the_limit_by_its_announced_length()
    {
        await using var site = await Site.StartAsync();

        var answer = await Raw.SendAsync(site,
            "POST /articles HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1048577\r\n\r\n"
            + new string('a', 1048577));

        Assert.StartsWith("HTTP/1.1 413 ", answer);
        Assert.Contains("expected a body of at most 1048576 bytes, got more", answer);
        Assert.Empty(site.Log.Lines);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task Refuses_a_body_over_the_limit_whose_length_nobody_announced(string type)
    {
        await using var site = await Site.StartAsync(new() { MaxBodyBytes = 100, MaxUploadBytes = 100 });
        var chunk = $"c8\r\n{new string('a', 200)}\r\n";

        var answer = await Raw.SendAsync(site,
            $"POST /articles HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", answer);
        Assert.Empty(site.Log.Lines);
    }

    [Fact]
    public async Task Refuses_json_over_the_limit()
    {
        await using var site = await Site.StartAsync(new() { MaxBodyBytes = 100 });
        var body = new StringContent($$"""{"title":"{{new string('a', 200)}}"}""", Encoding.UTF8, "application/json");

        var answer = await site.SendAsync(HttpMethod.Post, "/articles", body);

        await AssertRefusedAsync(site, answer, HttpStatusCode.RequestEntityTooLarge, "expected a body of at most 100 bytes, got more");
    }

    [Theory]
    [InlineData("http://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("articles")]
    public async Task Redirects_nobody_to_another_site(string to)
    {
        await using var site = await Site.StartAsync();

        var answer = await site.GetAsync($"/away?to={Uri.EscapeDataString(to)}");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task Redirects_to_a_path_with_any_letters()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.GetAsync($"/away?to={Uri.EscapeDataString("/thé?a=1%20b")}");

        Assert.Equal("/th%C3%A9?a=1%20b", answer.Headers.Location!.OriginalString);
    }

    static async Task AssertRefusedAsync(Site site, HttpResponseMessage answer, HttpStatusCode status, string reason)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(PlainPage.Encode(reason), await answer.Content.ReadAsStringAsync());
        Assert.Empty(site.Shelf.Articles);
        Assert.Empty(site.Shelf.Comments);
        Assert.Empty(site.Log.Lines);
    }
}
