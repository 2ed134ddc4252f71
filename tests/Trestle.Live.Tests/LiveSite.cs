using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trestle.Live.Tests.Pages;

namespace Trestle.Live.Tests;

/// <summary>How live connections come to the server.</summary>
public enum LiveWay
{
    /// <summary>Taken aside before HTTP sees them.</summary>
    Direct,

    /// <summary>As ASP.NET Core's WebSockets.</summary>
    WebSockets,

    /// <summary>By Kestrel, which ends the encryption.</summary>
    Tls,

    /// <summary>By one request after the other.</summary>
    LongPoll,
}

/// <summary>A few live views behind a real Kestrel, with a clock that tests move by hand.</summary>
sealed class LiveSite : IAsyncDisposable
{
    readonly WebApplication host;
    readonly LiveServer server;
    readonly LiveWay way;
    readonly CookieContainer cookies = new();

    readonly HttpClient browser;

    LiveSite(WebApplication host, LiveServer server, LiveWay way, HandClock time, LogLines log)
    {
        this.host = host;
        this.server = server;
        this.way = way;
        Time = time;
        Log = log;
        Address = new(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies, SslOptions = { RemoteCertificateValidationCallback = delegate { return true; } } })
        {
            BaseAddress = Address,
        };
    }

    public Uri Address { get; }

    public CookieContainer Cookies => cookies;

    public HandClock Time { get; }

    public LogLines Log { get; }

    public Node Node => server.Node;

    public LiveRelease Release => server.CurrentRelease;

    /// <summary>How many connections were taken aside.</summary>
    public int DirectConnections => server.DirectConnections;

    public static async Task<LiveSite> StartAsync(LiveOptions? options = null, LiveWay way = LiveWay.Direct, WebOptions? web = null)
    {
        options ??= new();
        web ??= new();
        var log = new LogLines();
        var time = new HandClock();
        var logging = LoggerFactory.Create(logging => logging.AddProvider(log));

        var node = new Node(new() { Logging = logging, Time = time });
        var requests = new TaskSupervisor();
        node.Spawn(requests, "requests");
        node.Spawn(new Supervisor([LiveSupervisor.Spec]), "top");

        var services = new ServiceCollection().AddLogging();
        services.AddTrestleWeb(web, "live");
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        var provider = services.BuildServiceProvider();

        var release = new LiveRelease(provider, [typeof(LiveSite).Assembly], options, node);
        var server = new LiveServer(node, () => release, logging, options);
        var pages = new WebRelease(new Routes(), provider, tag: "v1", release.WritePage);

        var host = Build(way, server, log);
        server.BeginPipeline(host);
        host.UseTrestleWeb(web, requests);
        server.MapSocket(host);
        ((IEndpointRouteBuilder)host).DataSources.Add(new DefaultEndpointDataSource(pages.Endpoints));
        host.Lifetime.ApplicationStopping.Register(server.Drain);
        await host.StartAsync();

        while (!node.Registry.Find(LiveSupervisor.Sockets).IsAlive)
            await Task.Yield();

        return new(host, server, way, time, log);
    }

    static WebApplication Build(LiveWay way, LiveServer server, LogLines log)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log);

        if (way == LiveWay.Tls)
            builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(TestCertificate.Shared)));
        else
            builder.WebHost.UseUrls("http://127.0.0.1:0");

        if (way != LiveWay.WebSockets)
            server.ListenDirectly(builder.Services);

        return builder.Build();
    }

    /// <summary>Forgets the session, as if the browser had been told to.</summary>
    public void SignOut()
    {
        foreach (var cookie in cookies.GetAllCookies().Where(cookie => cookie.Name.Contains("session", StringComparison.Ordinal)))
            cookie.Expired = true;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => browser.GetAsync(path);

    public async Task<IDocument> OpenAsync(string path) =>
        new HtmlParser().ParseDocument(await ReadAsync(path));

    async Task<string> ReadAsync(string path)
    {
        var response = await browser.GetAsync(path);

        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsStringAsync()
            : throw new InvalidOperationException($"{path} was answered with {(int)response.StatusCode}:\n{string.Join('\n', Log.Failures)}");
    }

    /// <summary>Opens a page and its socket, as a browser does.</summary>
    public async Task<ChannelClient> ConnectAsync(string path) =>
        await ConnectAsync(await OpenAsync(path), path);

    /// <summary>Opens the socket of a page that was opened before.</summary>
    public Task<ChannelClient> ConnectAsync(IDocument page, string path) => way == LiveWay.LongPoll
        ? ChannelClient.ConnectByPollsAsync(Address, page, cookies, path)
        : ChannelClient.ConnectAsync(Address, page, cookies, path);

    /// <summary>Opens a page and its socket and joins its view.</summary>
    public async Task<ChannelClient> JoinAsync(string path)
    {
        var client = await ConnectAsync(path);
        var reply = await client.JoinAsync();
        Assert.Equal("ok", reply.GetProperty("status").GetString());

        return client;
    }

    /// <summary>The process of the only connected view of this type.</summary>
    public Ref<GenServer> ViewOf<TView>() where TView : LiveView
    {
        var view = Node.Snapshot().Single(process => process.Name == typeof(TView).Name);

        if (!Node.Registry.Find(view.Name).IsAlive)
            Node.Registry.Register(view.Name, view.Pid);

        return new(Node.Registry, view.Name);
    }

    /// <summary>A process that keeps what is broadcast to a topic.</summary>
    public async Task<Task<T>> NextAsync<T>(string topic)
    {
        var subscribed = new TaskCompletionSource();
        var received = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Node.Spawn(async () =>
        {
            Node.PubSub.Subscribe(topic);
            subscribed.SetResult();
            received.SetResult(await Self.ReceiveAsync<T>());
        });
        await subscribed.Task.WaitAsync(TimeSpan.FromSeconds(10));

        return received.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    public Task StopAsync() => host.StopAsync();

    /// <summary>Begins to stop.</summary>
    public void Drain() => server.Drain();

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await host.StopAsync();
        await host.DisposeAsync();
        Node.Dispose();
    }

    sealed class Routes : RouteMap
    {
        protected override void Draw()
        {
            Live<CounterLive>("/counter");
            Live<SectionLive>("/section");
            Live<RowsLive>("/rows");
            Live<FormLive>("/form");
            Live<ArticleLive>("/articles/{id}");
            Live<LargeLive>("/large");
            Live<BrokenLive>("/broken");
            Live<MovedLive>("/moved");
            Live<ShelfLive>("/shelf/{section}");
            Live<EventsLive>("/events");
            Live<DraftLive>("/draft");
            Live<GalleryLive>("/gallery");
            Live<ChatLive>("/chat");
            Live<ReportLive>("/report");
            Live<ShrinkingLive>("/shrinking");
            Live<WeatherLive>("/weather");
            Live<CartLive>("/cart");
            Live<LooseLive>("/loose/{how}");
            Live<TallyLive>("/tally");
            Live<NestLive>("/nest");
            Live<NextLive>("/nest/next");
            Live<WrongNestLive>("/nest/wrong/{how}");
            Live<StadiumLive>("/stadium");
            When(request => request.Query["secret"] == "yes", secret => secret.Live<MovedLive>("/guarded"));
            Get<ReaderController>("/login", nameof(ReaderController.Login));
            Get<ReaderController>("/told", nameof(ReaderController.Told));

            LiveSession<RequireReader>("readers", readers =>
            {
                readers.Live<DeskLive>("/desk");
                readers.Live<LoansLive>("/loans");
                readers.Live<NestLive>("/desk/nest");
            }, layout: typeof(Views.Layouts.Reader));
        }
    }
}
