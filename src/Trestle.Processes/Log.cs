using Microsoft.Extensions.Logging;

namespace Trestle;

static partial class Log
{
    // 1 is CrashReport's.

    [LoggerMessage(2, LogLevel.Warning, "{Process} received {Message}, but has no handler for it; the message is dropped.")]
    public static partial void UnhandledInfo(this ILogger logger, string process, string message);

    [LoggerMessage(3, LogLevel.Error,
        "{Supervisor} gives up: {Child} ended more than {MaxRestarts} times within {Seconds} s.")]
    public static partial void SupervisorGaveUp(
        this ILogger logger, string supervisor, string child, int maxRestarts, double seconds);

    [LoggerMessage(4, LogLevel.Warning, "{Child} did not end within {Seconds} s of being asked, and was killed.")]
    public static partial void ChildKilled(this ILogger logger, string child, double seconds);

    [LoggerMessage(5, LogLevel.Error, "{Child} could not be started again. Restarts: {Restarts}.")]
    public static partial void RestartFailed(this ILogger logger, Exception exception, string child, int restarts);

    [LoggerMessage(6, LogLevel.Error, "{Process} crashed, and NodeOptions.Crashed threw when it was told.")]
    public static partial void CrashUntold(this ILogger logger, string process, Exception exception);
}
