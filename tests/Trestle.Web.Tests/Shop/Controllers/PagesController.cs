namespace Trestle.Web.Tests.Shop;

public enum Order
{
    Newest,
    Oldest,
}

public record FilterParams(string? Word, int Page = 1, Order Order = Order.Newest);

public class PagesController : Controller
{
    public Result Index() => Text("the first page");

    public Result Hello() => Text("hello");

    public Result Numbers() => Json(new { FirstNumber = 1, Rest = new[] { 2, 3 } });

    public Result Search(string q, int page = 1) => Text($"{q} on {page}");

    public Result Filter(FilterParams filter) => Text(filter.ToString());

    public Result Crash() => throw new InvalidOperationException("the <shelf> fell down");

    public Result CrashWithForm() => throw new InvalidOperationException("the form fell down");

    public async Task<Result> CrashLater()
    {
        await Task.Yield();

        throw new InvalidOperationException("the shelf fell down later");
    }

    public Result Half() => new HalfResult();

    public Result Nothing() => null!;

    public Result Unseen() => View();

    public Result Mismatch() => View("Numbered", "seven");

    public Result BrokenView() => View("Broken", 7);

    public Result Away(string to) => Redirect(to);

    public Result Process() => Text($"{Self.IsProcess}");

    public Result Service(Shelf shelf) => Text($"{shelf.Articles.Count}");

    public async Task<Result> Wait(Gate gate, CancellationToken cancellation)
    {
        gate.Entered.SetResult();
        await gate.Open.Task.WaitAsync(cancellation);

        return Text("waited");
    }
}

/// <summary>Lets a test stand in the middle of a request.</summary>
public class Gate
{
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Sends the head and some of the body, then fails.</summary>
public class HalfResult : Result
{
    protected internal override async Task Write(Microsoft.AspNetCore.Http.HttpContext context)
    {
        await context.Response.Body.WriteAsync("half"u8.ToArray());
        await context.Response.Body.FlushAsync();

        throw new InvalidOperationException("half-way");
    }
}
