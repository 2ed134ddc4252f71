using Microsoft.Extensions.Logging;

namespace Trestle;

static partial class LiveLog
{
    [LoggerMessage(1, LogLevel.Warning, "{View} refused an event: {Reason}")]
    public static partial void EventRefused(this ILogger logger, string view, string reason);

    [LoggerMessage(3, LogLevel.Error, "A file that a browser sends cannot be written to {Folder}.")]
    public static partial void UploadNotStarted(this ILogger logger, string folder, Exception failure);

    [LoggerMessage(4, LogLevel.Error, "{View}, which is shared, could not be started for a page that shows it.")]
    public static partial void SharedViewNotStarted(this ILogger logger, string view, Exception failure);

    [LoggerMessage(2, LogLevel.Warning, "{View} has {Bytes} bytes in its [Checkpoint] fields, and a browser keeps {Limit}. A lost connection will lose them: keep large values in records.")]
    public static partial void CheckpointTooLarge(this ILogger logger, string view, int bytes, int limit);
}
