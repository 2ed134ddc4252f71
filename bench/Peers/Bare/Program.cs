// The least an ASP.NET Core application can do: no framework above minimal APIs.

var upstream = await StartUpstreamAsync();

using var client = new HttpClient { BaseAddress = new(upstream.Urls.First()) };

var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/hello", () => "Hello, world!");
app.MapGet("/json", () => new { Message = "Hello, world!" });
app.MapGet("/slow", () => client.GetStringAsync("/"));
await app.RunAsync();

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
