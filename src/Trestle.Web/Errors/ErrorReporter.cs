using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>
/// Hands errors to every <see cref="IErrorSubscriber"/>, each error once. What fails a request, a live view or another process is reported by itself; an
/// application reports what it goes on without.
/// </summary>
public sealed partial class ErrorReporter
{
    static readonly Dictionary<string, object?> nothing = [];

    readonly ConditionalWeakTable<Exception, object> reported = [];
    readonly IErrorSubscriber[] subscribers;
    readonly ILogger<ErrorReporter> logger;

    internal ErrorReporter(IEnumerable<IErrorSubscriber> subscribers, ILogger<ErrorReporter> logger) =>
        (this.subscribers, this.logger) = ([.. subscribers], logger);

    /// <summary>Reports an error that the work goes on without.</summary>
    public void Report(Exception exception, IReadOnlyDictionary<string, object?>? context = null, LogLevel severity = LogLevel.Warning) =>
        Report(exception, "application", severity, isHandled: true, context ?? nothing);

    /// <summary>Does some work; when it fails, reports the error and goes on with another value: <c>await errors.HandleAsync(() => LoadRateAsync(), orElse: 1)</c>.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "It is reported.")]
    public async Task<T> HandleAsync<T>(Func<Task<T>> work, T orElse, IReadOnlyDictionary<string, object?>? context = null)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Report(exception, context);

            return orElse;
        }
    }

    internal void Crashed(string process, Exception exception) => Report(
        exception, "Trestle.Processes", LogLevel.Error, isHandled: false, new Dictionary<string, object?> { ["process"] = process });

    [SuppressMessage("Design", "CA1031", Justification = "A subscriber that fails must fail nothing else.")]
    internal void Report(Exception exception, string source, LogLevel severity, bool isHandled, IReadOnlyDictionary<string, object?> context)
    {
        // An exception on its way up passes several who would report it; the first knows most.
        if (subscribers.Length == 0 || !reported.TryAdd(exception, source))
            return;

        var report = new ErrorReport(exception, source, severity, isHandled, context);

        foreach (var subscriber in subscribers)
        {
            try
            {
                subscriber.Report(report);
            }
            catch (Exception failure)
            {
                SubscriberFailed(failure, subscriber.GetType().Name, exception.GetType().Name);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Subscriber} failed to report {Exception}.")]
    partial void SubscriberFailed(Exception failure, string subscriber, string exception);
}
