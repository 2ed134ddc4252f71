namespace Blog.Controllers;

/// <summary>Pages that show what the blog stands on.</summary>
public class PagesController(Ref<SlowServer> slow) : Controller
{
    public Result Hello() => Text("Hello, world!");

    public Result Json() => Json(new Greeting("Hello, world!"));

    public Result Table() => View(Line.Hundred);

    /// <summary>Waits on another server, and holds neither a thread nor a connection to the database meanwhile.</summary>
    public async Task<Result> Slow() => Text(await SlowServer.AskAsync(await slow.CallAsync(new SlowServer.Address())));
}

public record Greeting(string Message);

public record Line(int Number, string Name, string Place, int Quantity, decimal Price)
{
    public static IReadOnlyList<Line> Hundred { get; } =
        [.. Enumerable.Range(1, 100).Select(number => new Line(number, $"Item {number}", $"Shelf {number % 7}", number * 3, number * 1.25m))];
}
