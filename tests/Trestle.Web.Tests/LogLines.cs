using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Trestle.Web.Tests;

/// <summary>Keeps what was logged as warnings and errors, and the lines of requests.</summary>
sealed class LogLines : ILoggerProvider
{
    readonly ConcurrentQueue<string> lines = [];
    readonly Channel<string> requests = Channel.CreateUnbounded<string>();

    public string[] Lines => [.. lines];

    /// <summary>The line of the next request; it may be written after its answer.</summary>
    public async Task<string> NextRequestAsync() => await requests.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);

    public ILogger CreateLogger(string categoryName) => categoryName == "Trestle.Requests" ? new RequestLogger(this) : new Logger(this);

    public void Dispose()
    {
    }

    sealed class RequestLogger(LogLines log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.requests.Writer.TryWrite($"{logLevel}: {formatter(state, exception)}");
    }

    sealed class Logger(LogLines log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                log.lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception?.GetType().Name}");
        }
    }
}
