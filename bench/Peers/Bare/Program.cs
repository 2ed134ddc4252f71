// The least an ASP.NET Core application can do: no framework above minimal APIs.

var upstream = await StartUpstreamAsync();

using var client = new HttpClient { BaseAddress = new(upstream.Urls.First()) };

var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/hello", () => "Hello, world!");
app.MapGet("/json", () => new { Message = "Hello, world!" });
app.MapGet("/slow", () => client.GetStringAsync("/"));
app.MapGet("/hogs", StartHogs);
await app.RunAsync();

// 16 endless loops and 16 loops that block, as the processes of bench/Starve.
static string StartHogs()
{
    for (var pair = 0; pair < 16; pair++)
    {
        Task.Run(() =>
        {
            while (true) { }
        });
        Task.Run(() =>
        {
            while (true)
                Thread.Sleep(1000);
        });
    }

    return "started";
}

// A service elsewhere that takes 200 ms to answer.
static async Task<WebApplication> StartUpstreamAsync()
{
    var app = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]).Build();

    app.MapGet("/", async () =>
    {
        await Task.Delay(200);
        return "Here at last.";
    });

    await app.StartAsync();
    return app;
}
