using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle.Docs.Tests.Snippets;

public sealed class ErrorReportsTests : IAsyncDisposable
{
    readonly Courier courier = new();
    readonly TestApp<Library.App> app;

    public ErrorReportsTests() => app = new() { Options = new() { Services = services => services.AddSingleton<IErrorSubscriber>(courier) } };

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_application_goes_on_without_something_and_tells()
    {
        await app.StartAsync();
        var errors = app.Services.GetRequiredService<ErrorReporter>();

        // snippet: errors-handle
        var rate = await errors.HandleAsync(() => Bank.RateAsync(), orElse: 1.0);
        // end snippet

        Assert.Equal(1.0, rate);
        Assert.Equal(["The bank is closed."], courier.Bag.Select(report => report.Exception.Message));
    }

    static class Bank
    {
        public static Task<double> RateAsync() => throw new InvalidOperationException("The bank is closed.");
    }
}

// snippet: errors-subscriber
public class Courier : IErrorSubscriber
{
    public ConcurrentQueue<ErrorReport> Bag { get; } = [];

    public void Report(ErrorReport report) => Bag.Enqueue(report); // services.AddSingleton<IErrorSubscriber, Courier>() in App.Configure
}
// end snippet
