namespace Blog.Processes;

/// <summary>A second HTTP server on loopback that takes 200 ms to answer: the outside world, for /slow to wait on.</summary>
public class SlowServer : GenServer
{
    public record Address : ICall<Uri>;

    static readonly HttpClient Client = new();

    WebApplication? server;
    Uri? address;

    public static Task<string> AskAsync(Uri address) => Client.GetStringAsync(address, Self.Cancellation);

    protected override async Task Init()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        server = builder.Build();
        server.MapGet("/", async () =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200));
            return "Done, after 200 ms.";
        });
        await server.StartAsync();
        address = new Uri(server.Urls.First());
    }

    protected override async Task Terminate(ExitReason reason)
    {
        if (server is not null)
            await server.DisposeAsync();
    }

    Uri Handle(Address _) => address!;
}
