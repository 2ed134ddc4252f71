using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle.Tests;

public sealed class AppHostTests : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("trestle-");
    readonly AppHost host;
    readonly HttpClient browser = new();

    public AppHostTests() =>
        host = new(AppSettings.Read(Assembly.GetExecutingAssembly(), ["--port", "0", "--data", data.FullName, "--migrate", "true"]));

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await host.DisposeAsync();
        data.Delete(recursive: true);
    }

    Task StartAsync() => host.StartAsync(Assembly.GetExecutingAssembly());

    Task<string> GetAsync(string path) => browser.GetStringAsync(new Uri(host.Url + path));

    static async Task Until(Func<bool> condition)
    {
        for (var start = Stopwatch.GetTimestamp(); !condition(); await Task.Yield())
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "The condition did not come to hold.");
    }

    async Task<Pid> NextLife(string name, Pid last)
    {
        await Until(() => host.Node.Registry.Find(name) is var pid && pid != default && pid != last);

        return host.Node.Registry.Find(name);
    }

    [Fact]
    public async Task Answers_with_the_services_and_servers_of_the_release()
    {
        await StartAsync();

        Assert.Equal("hello", await GetAsync("/greeting"));
        Assert.Equal("1", await GetAsync("/count"));
        Assert.Equal("2", await GetAsync("/count"));
        Assert.Equal("up", await GetAsync("/up"));
    }

    [Fact]
    public async Task The_node_is_measured_by_the_meters_of_the_application()
    {
        await StartAsync();
        using var listener = new MeterListener();
        var meters = host.Current.Services.GetRequiredService<IMeterFactory>();
        var nodes = new List<object?>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name == "trestle.process.count")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => nodes.Add(tags[0].Value));

        listener.Start();
        listener.RecordObservableInstruments();

        Assert.Equal(["Trestle.Tests"], nodes);
    }

    [Fact]
    public async Task A_crashed_server_comes_back_fresh_while_requests_go_on()
    {
        await StartAsync();
        await GetAsync("/count");
        var first = host.Node.Registry.Find(nameof(Counter));

        await GetAsync("/crash");
        await NextLife(nameof(Counter), first);

        Assert.Equal("1", await GetAsync("/count"));
        Assert.False(host.Ended.IsCompleted);
    }

    [Fact]
    public async Task The_application_ends_when_its_supervisor_gives_up()
    {
        await StartAsync();
        var life = default(Pid);

        for (var crash = 0; crash <= RestartIntensity.Default.MaxRestarts; crash++)
        {
            life = await NextLife(nameof(Counter), life);
            life.Send(new Counter.Crash());
        }

        await host.Ended.WaitAsync(Patience);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync("/up"));
    }

    [Fact]
    public async Task The_listener_is_started_again_when_it_is_killed()
    {
        await StartAsync();
        var listener = host.Node.Registry.Find("Listener");

        listener.Exit(ExitReason.Shutdown);
        await NextLife("Listener", listener);

        await Until(() => host.Node.Snapshot().Any(
            process => process is { Name: "Listener", State: ProcessState.Waiting, Reductions: > 0 }));

        Assert.Equal("hello", await GetAsync("/greeting"));
    }

    [Fact]
    public async Task Stops_in_order_and_lets_go_of_its_port()
    {
        await StartAsync();

        await host.StopAsync().WaitAsync(Patience);

        Assert.Equal(0, host.Node.Snapshot().Count(process => process.Kind is not "task"));
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync("/up"));
    }

    [Fact]
    public async Task Says_which_port_is_taken()
    {
        await StartAsync();
        var port = new Uri(host.Url!).Port;
        await using var second = new AppHost(AppSettings.Read(
            Assembly.GetExecutingAssembly(), ["--port", $"{port}", "--data", data.FullName]));

        var exception = await Assert.ThrowsAsync<AppStartException>(() => second.StartAsync(Assembly.GetExecutingAssembly()));

        Assert.Equal($"Port {port} on 127.0.0.1 is taken. Stop what uses it, or choose another: --port {port + 1}", exception.Message);
    }

    [Fact]
    public async Task Says_what_to_add_to_an_assembly_without_an_application()
    {
        var exception = await Assert.ThrowsAsync<AppStartException>(() => host.StartAsync(typeof(FactAttribute).Assembly));

        Assert.Equal(
            """
            xunit.v3.core has no application.

            Add App.cs:

                public class App : Application
                {
                    protected override ChildSpec[] Children() => [Child<Database>(), Child<HttpEndpoint>()];
                }
            """,
            exception.Message);
    }
}
