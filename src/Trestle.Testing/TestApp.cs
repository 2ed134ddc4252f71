using System.Reflection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>
/// An application as a test wants it: all of it runs, on a node and a database of its own, from the first call on until
/// it is disposed. So tests run side by side. As a fixture it needs no more than its name.
/// </summary>
public class TestApp<TApp> : IAsyncDisposable
    where TApp : Application
{
    readonly TestLog log = new();
    readonly Failures failures = new();
    readonly List<string> statements = [];
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("trestle-test-");
    readonly Lazy<Task<AppHost>> host;

    TestDatabase? template;
    LiveDoor? live;
    string? connection;
    bool counts;

    public TestApp() => host = new(BeginAsync);

    public TestAppOptions Options { get; init; } = new();

    /// <summary>The visitor that the app comes with, for a test with only one.</summary>
    public TestVisitor Visitor => field ??= NewVisitor();

    public Node Node => Running.Node;

    /// <summary>The services of the application itself.</summary>
    public IServiceProvider Services => Running.Current.Services;

    /// <summary>For <see cref="Trestle.Database.BeginUnitOfWork"/>, in a test that works with records.</summary>
    public Database Database => Running.Current.Database;

    /// <summary>Where it answers, if it <see cref="TestAppOptions.Listens"/>.</summary>
    public Uri Url => Running.Server is TestServer ? TestVisitor.InMemory : new(Running.Url!);

    /// <summary>Its data folder: gone when it is disposed.</summary>
    public string Data => data.FullName;

    /// <summary>What it has logged so far.</summary>
    public IReadOnlyList<string> Log => log.Lines;

    AppHost Running => host is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } started }
        ? started.GetAwaiter().GetResult()
        : throw new InvalidOperationException(
            $"""
            {typeof(TApp).Name} has not started yet.

            Start it first, or ask it for a page:

                await app.StartAsync();
            """);

    /// <summary>Starts it now; a second time does nothing. Throws <see cref="AppStartException"/> when it cannot.</summary>
    public Task StartAsync() => host.Value;

    /// <summary>Somebody else at a browser, with cookies of their own.</summary>
    public TestVisitor NewVisitor() => new(OpenAsync, failures, Options.ShowsErrorPages);

    /// <summary>Asks as <see cref="Visitor"/>.</summary>
    public Task<TestPage> GetAsync(string path) => Visitor.GetAsync(path);

    /// <inheritdoc cref="TestVisitor.OpenLiveAsync"/>
    public Task<TestLiveView> OpenLiveAsync(string path) => Visitor.OpenLiveAsync(path);

    /// <inheritdoc cref="TestVisitor.PostAsync"/>
    public Task<TestPage> PostAsync(string path, object? fields = null) => Visitor.PostAsync(path, fields);

    /// <inheritdoc cref="TestVisitor.SendAsync(HttpRequestMessage)"/>
    public Task<TestPage> SendAsync(HttpRequestMessage request) => Visitor.SendAsync(request);

    /// <summary>Runs the code in a process of the application with a unit of work around it, as a request's runs.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> code)
    {
        var app = await host.Value;
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);

        app.Node.Spawn(async () =>
        {
            try
            {
                await using var work = app.Current.BeginUnitOfWork();
                result.SetResult(await code());
            }
            catch (Exception failure)
            {
                result.SetException(failure);
            }
        }, "Test");

        return await result.Task;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<Task> code) => RunAsync(async () =>
    {
        await code();
        return true;
    });

    /// <summary>A process that is told every fact of the type from now on: <c>await news.ExpectAsync&lt;StockChanged&gt;()</c>.</summary>
    public async Task<TestProcess> SubscribeAsync<TFact>()
    {
        var process = TestProcess.Start((await host.Value).Node);
        await process.SubscribeAsync<TFact>();

        return process;
    }

    /// <summary>
    /// Expects the code to ask the database as often as said, whoever in the application does; answers from a unit of
    /// work's memory do not count. Throws <see cref="ExpectationException"/>, which lists the statements.
    /// </summary>
    public async Task ExpectQueriesAsync(int count, Func<Task> code)
    {
        await host.Value;
        Count(true);

        try
        {
            await code();
        }
        finally
        {
            counts = false;
        }

        lock (statements)
            if (statements.Count != count)
                throw new ExpectationException(count == 1 ? "1 query" : $"{count} queries", statements);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);

        if (host.IsValueCreated)
        {
            if (host.Value.IsCompletedSuccessfully)
                await (await host.Value).DisposeAsync();

            if (connection is not null)
                await template!.DropAsync(connection);
        }

        data.Delete(recursive: true);
    }

    async Task<AppHost> BeginAsync()
    {
        var assembly = typeof(TApp).Assembly;
        var settings = ReadSettings(assembly);
        template = await TestDatabase.TemplateAsync(assembly, settings, Options);
        connection = await template.CopyAsync(Data);

        var app = new AppHost(
            settings with { Database = connection, Queries = settings.Queries with { Heard = Hear } },
            new()
            {
                Node = new() { Time = Options.Time, Workers = 2 },
                Log = logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(log),
                Server = ServeFrom,
                Services = Options.Services,
                Database = database => database with { PasswordRounds = 1 },
            });

        try
        {
            await app.StartAsync(assembly);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return app;
    }

    AppSettings ReadSettings(Assembly assembly) => AppSettings.Read(assembly,
    [
        "--port", "0", "--data", Data, "--environment", Options.Environment, "--migrate", "false",
        .. Options.Settings.SelectMany(setting => (string[])[$"--{setting.Key}", setting.Value]),
    ]);

    void ServeFrom(IWebHostBuilder web)
    {
        if (!Options.Listens)
            web.UseTestServer();

        web.ConfigureServices(services => services.AddSingleton<IStartupFilter>(failures));
    }

    async Task<TestDoor> OpenAsync()
    {
        var app = await host.Value;
        var views = LazyInitializer.EnsureInitialized(ref live, () => new(app.Live, app.Server as TestServer));

        return app.Server is TestServer server
            ? new(TestVisitor.InMemory, new(server.CreateHandler()), views)
            : new(Url, new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }), views);
    }

    void Hear(string statement)
    {
        lock (statements)
            if (counts)
                statements.Add(statement.ReplaceLineEndings(" "));
    }

    void Count(bool on)
    {
        lock (statements)
        {
            statements.Clear();
            counts = on;
        }
    }
}
