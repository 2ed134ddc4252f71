using System.Net;
using Microsoft.Extensions.Time.Testing;
using Trestle;

namespace Conduit.Tests;

public class UserTests : ConduitTest
{
    [Fact]
    public async Task Signs_up_and_in()
    {
        await SignUpAsync("jake");

        var page = await Nobody.PostJsonAsync("/api/users/login", new { user = new { email = "JAKE@example.org", password = "four shelves" } });

        var user = Of(page, "user");
        Assert.Equal(["email", "token", "username", "bio", "image"], user.EnumerateObject().Select(property => property.Name));
        Assert.Equal("""{"user":{"email":"jake@example.org","token":"...","username":"jake","bio":null,"image":null}}""",
            page.Text.Replace(user.GetProperty("token").GetString()!, "..."));
        Assert.Equal("application/json; charset=utf-8", page.ContentType);
        Assert.Equal(3, user.GetProperty("token").GetString()!.Split('.').Length);
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_new_user()
    {
        await SignUpAsync("jake");

        Assert.Equal(
            """422 {"errors":{"email":["has already been taken"],"username":["has already been taken"]}}""",
            Said(await Nobody.PostJsonAsync("/api/users", new { user = new { username = "jake", email = "jake@example.org", password = "four shelves" } })));
        Assert.Equal(
            """422 {"errors":{"email":["can't be blank"],"username":["can't be blank"],"password":["can't be blank"]}}""",
            Said(await Nobody.PostJsonAsync("/api/users", new { user = new { } })));
        Assert.Equal(HttpStatusCode.BadRequest, (await Nobody.PostJsonAsync("/api/users", new { })).Status);
    }

    [Fact]
    public async Task Lets_nobody_in_with_another_password()
    {
        await SignUpAsync("jake");

        Assert.Equal(
            """401 {"errors":{"credentials":["invalid"]}}""",
            Said(await Nobody.PostJsonAsync("/api/users/login", new { user = new { email = "jake@example.org", password = "five shelves" } })));
        Assert.Equal(
            """422 {"errors":{"password":["can't be blank"]}}""",
            Said(await Nobody.PostJsonAsync("/api/users/login", new { user = new { email = "jake@example.org" } })));
    }

    [Fact]
    public async Task Knows_who_asks_by_the_token()
    {
        var jake = await SignUpAsync("jake");

        Assert.Equal("jake", Of(await jake.GetJsonAsync("/api/user"), "user").GetProperty("username").GetString());
        Assert.Equal("""401 {"errors":{"token":["is missing"]}}""", Said(await Nobody.GetJsonAsync("/api/user")));
        Assert.Equal("""401 {"errors":{"token":["is not valid"]}}""", Said(await WithToken("a.b.c").GetJsonAsync("/api/user")));
        Assert.Equal(
            """401 {"errors":{"token":["is not valid"]}}""",
            Said(await WithToken("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.").GetJsonAsync("/api/user"))); // not signed at all
    }

    [Fact]
    public async Task Changes_what_is_given_and_nothing_else()
    {
        var jake = await SignUpAsync("jake");
        await PutAsync(jake, "/api/user", new { user = new { bio = "I skate", image = "https://example.org/jake.png" } });

        await PutAsync(jake, "/api/user", new { user = new { username = "jacob", password = "nine shelves" } });
        var page = await PutAsync(jake, "/api/user", new { user = new { image = (string?)null } });

        Assert.Contains("\"username\":\"jacob\",\"bio\":\"I skate\",\"image\":null}", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.OK,
            (await Nobody.PostJsonAsync("/api/users/login", new { user = new { email = "jake@example.org", password = "nine shelves" } })).Status);
    }

    [Fact]
    public async Task Refuses_a_change_to_what_another_has()
    {
        await SignUpAsync("ann");
        var jake = await SignUpAsync("jake");

        Assert.Equal(
            """422 {"errors":{"username":["has already been taken"]}}""",
            Said(await PutAsync(jake, "/api/user", new { user = new { username = "ann" } })));
        Assert.Equal(
            """422 {"errors":{"email":["can't be blank"]}}""",
            Said(await PutAsync(jake, "/api/user", new { user = new { email = "" } })));
    }

    [Fact]
    public async Task A_token_ends_after_a_week()
    {
        var time = new FakeTimeProvider(new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
        await using var site = new TestApp<App> { Options = new() { Time = time } };
        var page = await site.Visitor.PostJsonAsync("/api/users", new { user = new { username = "jake", email = "jake@example.org", password = "four shelves" } });
        site.Visitor.Headers["Authorization"] = $"Token {Of(page, "user").GetProperty("token").GetString()}";

        time.Advance(TimeSpan.FromDays(6.9));
        Assert.Equal(HttpStatusCode.OK, (await site.Visitor.GetJsonAsync("/api/user")).Status);

        time.Advance(TimeSpan.FromDays(0.2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await site.Visitor.GetJsonAsync("/api/user")).Status);
    }

    [Fact]
    public async Task Follows_and_unfollows()
    {
        await SignUpAsync("ann");
        var jake = await SignUpAsync("jake");

        Assert.Equal("""200 {"profile":{"username":"ann","bio":null,"image":null,"following":false}}""", Said(await Nobody.GetJsonAsync("/api/profiles/ann")));
        Assert.EndsWith("\"following\":true}}", (await jake.PostJsonAsync("/api/profiles/ann/follow", null)).Text, StringComparison.Ordinal);
        Assert.EndsWith("\"following\":true}}", (await jake.PostJsonAsync("/api/profiles/ann/follow", null)).Text, StringComparison.Ordinal);
        Assert.EndsWith("\"following\":true}}", (await jake.GetJsonAsync("/api/profiles/ann")).Text, StringComparison.Ordinal);
        Assert.EndsWith("\"following\":false}}", (await DeleteAsync(jake, "/api/profiles/ann/follow")).Text, StringComparison.Ordinal);
        Assert.EndsWith("\"following\":false}}", (await jake.GetJsonAsync("/api/profiles/ann")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_follows_and_nobody_is_followed()
    {
        var jake = await SignUpAsync("jake");

        Assert.Equal("""401 {"errors":{"token":["is missing"]}}""", Said(await Nobody.PostJsonAsync("/api/profiles/jake/follow", null)));
        Assert.Equal("""404 {"errors":{"user":["not found"]}}""", Said(await jake.PostJsonAsync("/api/profiles/ann/follow", null)));
        Assert.Equal("""404 {"errors":{"user":["not found"]}}""", Said(await Nobody.GetJsonAsync("/api/profiles/ann")));
    }
}
