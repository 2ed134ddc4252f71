using Microsoft.Extensions.Logging;

namespace Trestle;

static partial class LiveLog
{
    [LoggerMessage(1, LogLevel.Warning, "{View} refused an event: {Reason}")]
    public static partial void EventRefused(this ILogger logger, string view, string reason);
}
