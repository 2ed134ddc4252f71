namespace Library.Controllers;

// snippet: stock-controller
public class StockController : StaffController
{
    Book book = null!;

    [Before(Only = [nameof(Show), nameof(Discard)])]
    async Task Load(int id) => book = await Book.FindAsync(id);

    [Around]
    async Task<Result> Timed(Func<Task<Result>> next)
    {
        var start = TimeProvider.System.GetTimestamp();
        var answer = await next();
        Response.Headers["Server-Timing"] = $"action;dur={TimeProvider.System.GetElapsedTime(start).TotalMilliseconds:0.0}";

        return answer;
    }

    public async Task<Result> Index()
    {
        var books = await Book.All.Newest().ToListAsync();

        return Respond(
            json: () => Json(books),
            csv: () => Text(string.Concat(books.Select(book => $"{book.Id},{book.Copies}\n")), "text/csv"));
    }

    public Result Show() => IsStale(book) ? Json(book) : NotModified();

    public async Task<Result> Discard()
    {
        if (book.Copies == 0)
            throw new NothingLeftException($"No copy of {book.Title} is left.");

        await book.IncrementAsync(one => one.Copies, -1);

        return Redirect(to: "/stock").Notice("Discarded.");
    }

    [Skip(nameof(RequireStaff))]
    public Result Rules()
    {
        ExpiresIn(TimeSpan.FromHours(1), isPublic: true);

        return Markdown("# Rules\n\nReturn what you lend.");
    }

    public Result Export() => Stream("text/csv", async (to, end) =>
    {
        await using var lines = new StreamWriter(to, leaveOpen: true);

        await foreach (var one in Book.All.FindEachAsync())
            await lines.WriteLineAsync($"{one.Id},{one.Title}".AsMemory(), end);
    });
}
// end snippet
