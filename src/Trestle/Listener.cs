using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Trestle;

/// <summary>Owns Kestrel: listens while it lives.</summary>
sealed class Listener(AppHost host, Release release, TaskSupervisor requests) : GenServer
{
    WebApplication? web;

    protected internal override async Task Init()
    {
        web = Build();

        try
        {
            await web.StartAsync(Self.Cancellation);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new AppStartException(
                $"Port {host.Settings.Port} on {host.Settings.Bind} is taken. Stop what uses it, or choose another: --port {host.Settings.Port + 1}",
                exception);
        }

        StartChecks.WarnOfOpenHosts(host.Settings, host.Logging);
        host.Server = web.Services.GetRequiredService<IServer>();
        host.Url = host.Server.Features.Get<IServerAddressesFeature>()?.Addresses.First();
    }

    internal override bool TerminatesUnstarted => true;

    protected internal override async Task Terminate(ExitReason reason)
    {
        if (web is null)
            return;

        host.Live.Drain();
        await web.StopAsync();
        await host.Live.DrainedAsync();
        await web.DisposeAsync();
    }

    WebApplication Build()
    {
        var settings = host.Settings;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = settings.Name,
            ContentRootPath = settings.ContentRoot,
            EnvironmentName = settings.Environment,
        });

        // ASP.NET Core would look on the disk for every path, in case it is a file that came after the build: a tenth of a short request.
        if (!builder.Environment.IsDevelopment())
            builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";

        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls($"http://{settings.Bind}:{settings.Port}");
        builder.WebHost.ConfigureKestrel(kestrel => ConnectionLimits.Apply(kestrel, settings.Web));
        host.Live.ListenDirectly(builder.Services);
        host.Parts.Server?.Invoke(builder.WebHost);
        builder.Services.AddSingleton(host.Logging);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));

        var app = builder.Build();
        host.Live.BeginPipeline(app);
        app.UseTrestleWeb(release.Web.Options, requests, () => host.Current.Web);
        host.Live.MapSocket(app);

        if (host.Settings.IsDevelopment)
            host.Live.FollowCode(app);

        MapAssets(app);
        ((IEndpointRouteBuilder)app).DataSources.Add(new ReleaseEndpoints(release.Web));

        return app;
    }

    void MapAssets(WebApplication app)
    {
        var manifest = Path.Combine(host.Settings.ContentRoot, $"{host.Settings.Name}.staticwebassets.endpoints.json");

        if (!File.Exists(manifest))
            return;

        app.MapStaticAssets(manifest);
        host.StaticFiles = app.Environment.WebRootFileProvider;
        host.StaticEndpoints = () => ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints);
        app.MapStylesheets(release.Services.GetRequiredService<AssetCatalog>());
    }

    /// <summary>The application decides when to stop, not the web host.</summary>
    sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
