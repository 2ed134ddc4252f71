using System.Collections.Concurrent;
using System.Net;
using Microsoft.Data.Sqlite;

namespace Blog.Tests;

public sealed class CrashTests(BlogFixture blog) : BlogTest(blog)
{
    const int Writers = 6;
    const int Enough = 200;

    [Fact]
    public async Task A_request_that_fails_touches_no_other()
    {
        await ExecuteAsync("ALTER TABLE comments RENAME TO lost_comments");
        var visitor = NewVisitor();
        var others = Enumerable.Range(0, 20).Select(_ => visitor.GetAsync("/slow")).ToArray();

        var failed = await visitor.GetAsync("/articles/25");

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal(
            ["500", "Something went wrong here", "It has been noted. Nothing you did was wrong; try again in a moment.", "To the first page"],
            Visitor.Parse(await failed.Content.ReadAsStringAsync()).QuerySelectorAll("main > *").Select(element => element.TextContent));

        foreach (var other in await Task.WhenAll(others))
            Assert.Equal("Done, after 200 ms.", await other.Content.ReadAsStringAsync());

        await ExecuteAsync("ALTER TABLE lost_comments RENAME TO comments");
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/articles/25")).StatusCode);
        Assert.Equal(2, Blog.Server.Output.Split("no such table: comments").Length);
    }

    [Fact]
    public async Task Every_article_that_was_acknowledged_survives_kill_9()
    {
        var acknowledged = new ConcurrentBag<string>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(1, Writers).Select(writer => WriteUntilRefusedAsync(writer, acknowledged, enough)).ToArray();

        await enough.Task.WaitAsync(Patience.Long);
        await Blog.Server.KillAsync();
        await Task.WhenAll(writers).WaitAsync(Patience.Long);
        await Blog.RestartAsync();

        var stored = (await NewVisitor().PageAsync("/articles")).QuerySelectorAll(".archive a").Select(link => link.TextContent).ToHashSet();
        Assert.Equal([], acknowledged.Except(stored));
        Assert.InRange(stored.Count, 25 + acknowledged.Count, 25 + acknowledged.Count + Writers);
        Assert.Equal("ok", await ExecuteAsync("PRAGMA integrity_check"));
    }

    async Task WriteUntilRefusedAsync(int writer, ConcurrentBag<string> acknowledged, TaskCompletionSource enough)
    {
        using var visitor = new Visitor(Blog.Server.Url);
        var token = await visitor.TokenAsync();

        try
        {
            for (var number = 1; ; number++)
            {
                var title = $"Article {number} of writer {writer}";
                var answer = await visitor.PostAsync(
                    "/articles", ("__RequestVerificationToken", token), ("title", title), ("author", "Burst"), ("body", "Words."));
                Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
                acknowledged.Add(title);

                if (acknowledged.Count >= Enough)
                    enough.TrySetResult();
            }
        }
        catch (HttpRequestException) when (enough.Task.IsCompleted)
        {
            // The server is gone.
        }
        catch (Exception failure)
        {
            enough.TrySetException(failure);
        }
    }

    async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Blog.Data, "blog.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;

        return await command.ExecuteScalarAsync();
    }
}
