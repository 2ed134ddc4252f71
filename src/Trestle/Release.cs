using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>
/// One version of the application: its assembly, its own services, its endpoints, its process tree. It takes from the
/// host what outlives it, as instances; nothing of the application is ever resolved from the host.
/// </summary>
sealed class Release : IAsyncDisposable
{
    readonly AppHost host;
    readonly Assembly assembly;
    readonly Application application;
    readonly ServiceProvider services;

    Release(AppHost host, Assembly assembly, Application application)
    {
        this.host = host;
        this.assembly = assembly;
        this.application = application;

        var translations = AppTranslations.Of(host.Settings);
        var options = AppDatabase.Options(host.Settings, assembly, host.Logging);
        Database = new(host.Parts.Database(options with
        {
            HeavyWork = Blocking.Run,
            Time = host.Node.Time,
            Wording = options.Wording ?? (translations is null ? null : new TranslatedWording(translations)),
        }))
        {
            Committed = host.Node.PubSub.Publish,
        };
        services = ServicesOf(host, assembly, application, Database, translations).BuildServiceProvider();
        Live = new(services, [assembly], host.Live.Options, host.Node);
        Web = new WebRelease(RoutesOf(assembly), services, tag: this, Live.WritePage, BeginUnitOfWork);
    }

    public IServiceProvider Services => services;

    public Database Database { get; }

    public WebRelease Web { get; }

    public LiveRelease Live { get; }

    /// <summary>The application's supervision tree. Not started again: when it gives up, the host decides.</summary>
    public ChildSpec Tree => new(host.Settings.Name, () => application.TreeOf(this))
    {
        Restart = Restart.Temporary,
    };

    public static Release Load(Assembly assembly, AppHost host)
    {
        var application = ApplicationOf(assembly);
        StartChecks.RequireSettings(host.Settings, application.RequiredSettings());

        return new(host, assembly, application);
    }

    public ChildSpec ChildOf(Type type) => type switch
    {
        _ when type == typeof(Database) => new(nameof(Database), () => new DatabaseKeeper(host.Settings, Database, host.Logging.CreateLogger<DatabaseKeeper>())),
        _ when type == typeof(HttpEndpoint) => new(nameof(HttpEndpoint), () => new HttpEndpoint(host, this)),
        _ when type.IsSubclassOf(typeof(GenServer)) => new(type.Name, () => (GenServer)ActivatorUtilities.CreateInstance(services, type)),
        _ => throw new AppStartException(
            $"""
            {application.GetType().Name} lists {type.Name} as a child, but a child is a process.

            Make it one, public class {type.Name} : GenServer, or add it to the services in Configure instead.
            """),
    };

    /// <summary>For the process that runs here, whose name its statements tell where that is wanted.</summary>
    public UnitOfWork BeginUnitOfWork(CancellationToken cancellation = default)
    {
        var unit = Database.BeginUnitOfWork(cancellation);
        UnitOfWork.Tag("process", Self.Pid.Mailbox!.DisplayName);

        return unit;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Database.DisposeAsync();
    }

    static ServiceCollection ServicesOf(AppHost host, Assembly assembly, Application application, Database database, Translations? translations)
    {
        var services = new ServiceCollection();

        services.AddSingleton(host.Settings.Configuration);
        services.AddSingleton(host.Logging);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddMetrics();
        services.AddSingleton(host.Node);
        services.AddSingleton(host.Node.Time);
        services.AddSingleton(host.Node.PubSub);
        services.AddSingleton(host.Node.Presence);
        services.AddSingleton(host.Node.Registry);
        services.AddSingleton(database);
        services.AddSingleton(new AssetCatalog(
            () => host.StaticEndpoints(), () => host.StaticFiles, host.Settings.IsDevelopment, host.Logging.CreateLogger("Trestle.Assets"))
        {
            Marks = host.Settings.IsDevelopment ? ReloadFeed.Marks : new Dictionary<string, ScriptMark>(),
        });

        if (AppImports.Of(host.Settings) is { } pins)
            services.AddSingleton(pins);

        services.AddTrestleWeb(host.Settings.Web, host.Settings.Name, translations);

        foreach (var server in AppTypes.All<GenServer>(assembly))
            ((ICollection<ServiceDescriptor>)services).Add(RefTo(server, host.Node.Registry));

        application.Configure(services);
        host.Parts.Services(services);

        return services;
    }

    static ServiceDescriptor RefTo(Type server, Registry registry)
    {
        var type = typeof(Ref<>).MakeGenericType(server);

        return new(type, Activator.CreateInstance(type, registry, server.Name)!);
    }

    static Application ApplicationOf(Assembly assembly) =>
        AppTypes.Only<Application>(assembly, "applications") ?? throw new AppStartException(
            $$"""
            {{assembly.GetName().Name}} has no application.

            Add App.cs:

                public class App : Application
                {
                    protected override ChildSpec[] Children() => [Child<Database>(), Child<HttpEndpoint>()];
                }
            """);

    static RouteMap RoutesOf(Assembly assembly) => AppTypes.Only<RouteMap>(assembly, "route maps") ?? new NoRoutes();

    sealed class NoRoutes : RouteMap
    {
        protected override void Draw() { }
    }
}
