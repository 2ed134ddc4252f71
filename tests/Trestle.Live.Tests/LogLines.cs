using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Trestle.Live.Tests;

/// <summary>Keeps what was logged as warnings and errors.</summary>
sealed class LogLines : ILoggerProvider, ILogger
{
    readonly ConcurrentQueue<string> lines = [];

    readonly ConcurrentQueue<string> failures = [];
    readonly TaskCompletionSource<string> firstFailure = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the exceptions among them say.</summary>
    public string[] Failures => [.. failures];

    /// <summary>What the first of them says. A browser may be told of a crash before the log is.</summary>
    public Task<string> FirstFailure => firstFailure.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public string[] Lines => [.. lines];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            lines.Enqueue(formatter(state, exception));

        if (exception is not null)
        {
            failures.Enqueue(exception.Message);
            firstFailure.TrySetResult(exception.Message);
        }
    }

    public void Dispose()
    {
    }
}
