using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trestle.Web.Tests.Shop;

namespace Trestle.Web.Tests;

/// <summary>The shop on a real socket, as one test wants it.</summary>
sealed partial class Site : IAsyncDisposable
{
    readonly WebApplication host;
    readonly Node node;

    Site(WebApplication host, Node node, IServiceProvider services, LogLines log)
    {
        this.host = host;
        this.node = node;
        Services = services;
        Log = log;
        Address = new(host.Urls.Single());
        Client = NewClient();
    }

    public Uri Address { get; }

    /// <summary>A browser: keeps cookies, follows no redirect by itself.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services { get; }

    public Shelf Shelf => Services.GetRequiredService<Shelf>();

    public Gate Gate => Services.GetRequiredService<Gate>();

    public LogLines Log { get; }

    public Pid ProcessOf(string route) => node.Snapshot().Single(process => process.Name == route).Pid;

    public static async Task<Site> StartAsync(WebOptions? options = null, string? webRoot = null, IDataProtectionProvider? protection = null, Database? database = null, RouteMap? routes = null, TimeProvider? time = null, Translations? translations = null, IErrorSubscriber? subscriber = null)
    {
        options ??= new();

        var log = new LogLines();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { WebRootPath = webRoot });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => ConnectionLimits.Apply(kestrel, options));
        builder.Logging.ClearProviders().AddProvider(log);
        var host = builder.Build();

        var node = new Node(new() { Logging = host.Services.GetRequiredService<ILoggerFactory>() });
        var requests = new TaskSupervisor();
        node.Spawn(requests, "requests");

        var services = ReleaseServices(options, protection, database, time, translations, subscriber);
        var release = new WebRelease(
            routes ?? new Routes(),
            services,
            tag: "v1",
            (context, view) => context.Response.WriteAsync($"live {view.Name}"),
            database is null ? null : database.BeginUnitOfWork);
        host.UseTrestleWeb(options, requests);
        ((IEndpointRouteBuilder)host).DataSources.Add(new DefaultEndpointDataSource(release.Endpoints));
        await host.StartAsync();

        return new(host, node, services, log);
    }

    static ServiceProvider ReleaseServices(WebOptions options, IDataProtectionProvider? protection, Database? database, TimeProvider? time, Translations? translations, IErrorSubscriber? subscriber)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<Shelf>().AddSingleton<Gate>().AddSingleton(time ?? TimeProvider.System);
        services.AddTrestleWeb(options, "shop", translations);

        if (subscriber is not null)
            services.AddSingleton(subscriber);

        if (database is not null)
            services.AddSingleton(database);
        else
            services.AddSingleton(protection ?? new EphemeralDataProtectionProvider());

        return services.BuildServiceProvider();
    }

    public HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = Address,
        Timeout = TimeSpan.FromSeconds(10),
    };

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(path);

    public async Task<string> TokenAsync(HttpClient? client = null)
    {
        var page = await (client ?? Client).GetStringAsync("/articles/new");

        return WebUtility.HtmlDecode(TokenField().Match(page).Groups[1].Value);
    }

    /// <summary>Posts fields as a browser does, with a good token.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        await Client.PostAsync(path, new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", await TokenAsync())).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));

    /// <summary>Sends any content with a good token in the header.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-CSRF-Token", await TokenAsync());

        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.StopAsync();
        await host.DisposeAsync();
        node.Dispose();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
