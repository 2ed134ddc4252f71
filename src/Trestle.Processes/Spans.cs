using System.Diagnostics;

namespace Trestle;

// Named and tagged as OpenTelemetry's conventions for remote calls want it: what is called is a class, and what it is asked is a
// message. While nobody listens, a message pays for the reading of one field.

/// <summary>The activities of calls and casts, and of the handlers that take them: the source "Trestle.Processes".</summary>
static class Spans
{
    static readonly ActivitySource Source = new("Trestle.Processes");

    public static bool AreWanted => Source.HasListeners();

    /// <summary>Who waits for an answer.</summary>
    public static Activity? OfCall(Type server, object message) =>
        Source.StartActivity(ActivityKind.Client, default, Tags(server, message), name: Name(server, message));

    /// <summary>The handler of a call or a cast; null for any other message.</summary>
    public static Activity? OfHandler(HandlerProcess process, Envelope envelope)
    {
        if (envelope.Content is not { } message || envelope is not (Call or { Content: ICast }))
            return null;

        // Not of what this thread was at before.
        Activity.Current = null;

        return Source.StartActivity(
            ActivityKind.Server,
            envelope.Asker,
            [.. Tags(process.ServerType, message), new("trestle.node.name", process.Node.Name), new("trestle.process.name", process.DisplayName)],
            name: Name(process.ServerType, message));
    }

    public static void Failed(Activity? span, Exception exception)
    {
        if (span is null || exception is ProcessExitException { Reason: not ExitReason.Crashed })
            return;

        span.SetStatus(ActivityStatusCode.Error, exception.Message);
        span.SetTag("error.type", exception.GetType().FullName);
    }

    static string Name(Type server, object message) => $"{server.Name}/{message.GetType().Name}";

    static KeyValuePair<string, object?>[] Tags(Type server, object message) =>
    [
        new("rpc.system.name", "trestle"),
        new("rpc.method", Name(server, message)),
    ];
}
