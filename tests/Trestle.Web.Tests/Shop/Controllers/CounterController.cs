namespace Trestle.Web.Tests.Shop;

/// <summary>Writes down what runs, and in what order.</summary>
public abstract class StaffController : Controller
{
    protected List<string> Trace { get; } = [];

    [Before]
    Task<Result?> RequireStaff(string? who = null)
    {
        Trace.Add("staff");

        return Task.FromResult(who == "thief" ? Text("Staff only.", 403) : null);
    }

    [Before]
    protected virtual void Greet() => Trace.Add("greet");

    [Rescue]
    Result Any(InvalidOperationException exception) => Text($"rescued: {exception.Message}", 500);
}

public class CounterController(Shelf shelf) : StaffController
{
    Article? article;

    public Result Index() => Text(string.Join(' ', Trace));

    public Result Show(int id) => Text($"{string.Join(' ', Trace)}: {article!.Title} {id}");

    [Skip(nameof(Greet))]
    public Result Quiet() => Text(string.Join(' ', Trace));

    public Result Sell() => throw new SoldOutException("No tea is left.");

    public Result Fall() => throw new InvalidOperationException("the scale fell");

    public Result Burn() => throw new NotSupportedException("fire");

    public Result Lock() => throw new ClosedException();

    public Result Count(CountParams input) => Text($"{input.Number}");

    protected override void Greet() => Trace.Add("hello");

    [Around(Except = [nameof(Quiet)])]
    async Task<Result> Weigh(Func<Task<Result>> next)
    {
        Trace.Add("on");
        var answer = await next();
        Response.Headers["X-Trace"] = string.Join(' ', [.. Trace, "off"]);

        return answer;
    }

    [Before(Only = [nameof(Show)])]
    async Task Load(int id)
    {
        await Task.Yield();
        article = shelf.Articles.GetValueOrDefault(id) ?? throw new RecordNotFoundException(typeof(Article), id);
    }

    [After]
    void First() => Trace.Add("first");

    [After]
    void Last() => Trace.Add("last");

    [Rescue]
    Task<Result> SoldOut(SoldOutException exception) => Task.FromResult(Text($"sold out: {exception.Message}", 410));
}

public record CountParams(int Number);

public class SoldOutException(string message) : InvalidOperationException(message);

[Status(423)]
public class ClosedException() : Exception("The shop is closed.");
