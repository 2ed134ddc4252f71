using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Trestle.Live.Tests;

/// <summary>Keeps what was logged as warnings and errors.</summary>
sealed class LogLines : ILoggerProvider, ILogger
{
    readonly ConcurrentQueue<string> lines = [];

    readonly ConcurrentQueue<string> failures = [];

    /// <summary>What the exceptions among them say.</summary>
    public string[] Failures => [.. failures];

    public string[] Lines => [.. lines];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            lines.Enqueue(formatter(state, exception));

        if (exception is not null)
            failures.Enqueue(exception.Message);
    }

    public void Dispose()
    {
    }
}
