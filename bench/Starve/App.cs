using Trestle;

return await Application.RunAsync(args);

/// <summary>An app with a page, and with processes that would starve it.</summary>
public class App : Application
{
    protected override ChildSpec[] Children() => [Child<HttpEndpoint>()];
}

public class Routes : RouteMap
{
    protected override void Draw()
    {
        Get<TroubleController>("/hello", nameof(TroubleController.Hello));
        Get<TroubleController>("/hogs", nameof(TroubleController.Hogs));
    }
}

public class TroubleController : Controller
{
    public Result Hello() => Text("Hello, world!");

    /// <summary>Starts 16 processes in endless loops, and 16 in calls that block. Its peer has the same as tasks.</summary>
    public Result Hogs()
    {
        for (var pair = 0; pair < 16; pair++)
        {
            Self.Spawn(Loop, "hog");
            Self.Spawn(Block, "blocked");
        }

        return Text("started");
    }

    static Task Loop()
    {
        while (true) { }
    }

    static Task Block()
    {
        while (true)
            Thread.Sleep(1000);
    }
}
