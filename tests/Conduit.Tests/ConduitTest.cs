using System.Net;
using System.Text.Json;
using Trestle;

namespace Conduit.Tests;

/// <summary>An application and a database for each test, and users who talk to it as the specification says.</summary>
public abstract class ConduitTest : IAsyncDisposable
{
    protected TestApp<App> Site { get; } = new();

    protected TestVisitor Nobody => Site.Visitor;

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<TestVisitor> SignUpAsync(string name)
    {
        var page = await Nobody.PostJsonAsync("/api/users", new { user = new { username = name, email = $"{name}@example.org", password = "four shelves" } });
        Assert.Equal(HttpStatusCode.Created, page.Status);

        return WithToken(Of(page, "user").GetProperty("token").GetString()!);
    }

    protected TestVisitor WithToken(string token)
    {
        var visitor = Site.NewVisitor();
        visitor.Headers["Authorization"] = $"Token {token}";

        return visitor;
    }

    protected static async Task<string> WriteAsync(TestVisitor author, string title, params string[] tags)
    {
        var page = await author.PostJsonAsync(
            "/api/articles", new { article = new { title, description = $"About {title}", body = $"All of {title}", tagList = tags } });
        Assert.Equal(HttpStatusCode.Created, page.Status);

        return Of(page, "article").GetProperty("slug").GetString()!;
    }

    protected static Task<TestPage> PutAsync(TestVisitor visitor, string path, object body) => visitor.SendJsonAsync(HttpMethod.Put, path, body);

    protected static Task<TestPage> DeleteAsync(TestVisitor visitor, string path) => visitor.SendJsonAsync(HttpMethod.Delete, path, null);

    protected static JsonElement Of(TestPage page, string name) => page.Json<JsonElement>().GetProperty(name);

    protected static string[] TitlesOf(TestPage page) => [.. Of(page, "articles").EnumerateArray().Select(article => article.GetProperty("title").GetString()!)];

    /// <summary>What an answer says, status and whole body.</summary>
    protected static string Said(TestPage page) => $"{(int)page.Status} {page.Text}";
}
