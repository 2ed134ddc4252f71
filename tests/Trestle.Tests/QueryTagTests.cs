using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Trestle.Tests;

public sealed class QueryTagTests : IDisposable
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("trestle-");
    readonly HttpClient browser = new();
    readonly Told told = new();

    public void Dispose()
    {
        browser.Dispose();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Statements_tell_the_controller_the_action_and_the_process_they_are_of()
    {
        await using var host = new AppHost(AppSettings.Read(
            Assembly.GetExecutingAssembly(),
            ["--port", "0", "--data", data.FullName, "--migrate", "true", "--Queries:Tags", "true", "--Queries:SlowMilliseconds", "0"]));
        host.Logging.AddProvider(told);
        await host.StartAsync(Assembly.GetExecutingAssembly());

        Assert.Equal("asked", await browser.GetStringAsync(new Uri(host.Url + "/query")));

        Assert.Equal(
            [
                "SELECT 'of the request' /*action='Query',controller='CounterController',process='GET%20%2Fquery'*/",
                "SELECT 'of the counter' /*process='Counter'*/",
            ],
            told.Texts.Where(text => text.Contains("'of the ", StringComparison.Ordinal)).Select(text => text[text.IndexOf("SELECT", StringComparison.Ordinal)..]));
    }

    sealed class Told : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Texts { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Texts.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
