using System.Net.ServerSentEvents;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Trestle.Web.Tests.Shop;

/// <summary>Answers of every kind.</summary>
public class AnswersController(Gate gate) : Controller
{
    static readonly DateTimeOffset changed = new(2026, 3, 4, 5, 6, 7, 890, TimeSpan.Zero);

    public static string Folder { get; } = Directory.CreateTempSubdirectory("trestle-files-").FullName;

    public Result Any() => Respond(
        html: () => new HtmlAnswer(),
        json: () => Json(new { Kind = "json" }),
        markdown: () => Markdown("# kind"),
        csv: () => Text("kind\r\ncsv\r\n", "text/csv"));

    public Result Sheet() => File(Path.Combine(Folder, "sheet.csv"), name: "Übersicht.csv");

    public Result Named(string name) => File(name, within: Folder);

    public Result Bytes() => File([1, 2, 3], "application/octet-stream");

    public Result Rows() => Stream("text/csv", async (to, end) =>
    {
        await to.WriteAsync("first\n"u8.ToArray(), end);
        await to.FlushAsync(end);
        gate.Entered.SetResult();
        await gate.Open.Task.WaitAsync(end);
        await to.WriteAsync("second\n"u8.ToArray(), end);
    });

    public Result BrokenRows() => Stream("text/csv", async (to, end) =>
    {
        await to.WriteAsync("first\n"u8.ToArray(), end);
        await to.FlushAsync(end);

        throw new InvalidOperationException("no more rows");
    });

    public Result Ticks() => Events(Numbers());

    public Result Accepted() => Of(TypedResults.Accepted("/jobs/7"));

    public Result Kept() => IsStale("one", changed) ? Text("kept") : NotModified();

    public Result Versioned(string version) => IsStale(version) ? Text(version) : NotModified();

    public Result Note()
    {
        Flash.Notice = "Look here.";

        return Text("noted");
    }

    public Result Keep(string how)
    {
        if (how == "forever")
            CacheForever();
        else if (how == "never")
            NoStore();
        else if (how == "all")
            ExpiresIn(TimeSpan.FromMinutes(5), isPublic: true, staleFor: TimeSpan.FromHours(1));
        else
            ExpiresIn(TimeSpan.FromMinutes(5));

        return Text(how);
    }

    public Result Back() => RedirectBack(or: "/articles");

    public Result Moved() => Redirect(to: "/articles", status: StatusCodes.Status301MovedPermanently);

    public Result Elsewhere(string to) => RedirectAway(new(to, UriKind.RelativeOrAbsolute));

    static async IAsyncEnumerable<SseItem<string>> Numbers()
    {
        for (var number = 1; number <= 2; number++)
        {
            await Task.Yield();
            yield return new($"tick {number}", "tick") { EventId = $"{number}" };
        }
    }
}

public class HtmlAnswer : Result
{
    protected internal override Task Write(HttpContext context)
    {
        context.Response.ContentType = "text/html";

        return context.Response.WriteAsync("<p>html</p>", Encoding.UTF8);
    }
}
