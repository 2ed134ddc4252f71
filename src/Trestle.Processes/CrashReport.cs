using System.Collections;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>A process that crashed: what it was, as <see cref="ProcessInfo"/> tells it of the moment of its end, and why.</summary>
public sealed record CrashReport(ProcessInfo Process, Exception Exception)
{
    /// <summary>One line for who reads the log; each field for who searches it.</summary>
    internal void Log(ILogger logger) =>
        logger.Log(LogLevel.Error, new EventId(1, "ProcessCrashed"), new Line(Process), Exception, static (line, _) => line.ToString());

    sealed class Line(ProcessInfo process) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        const string Template = "{Process} crashed. Last message: {LastMessage}. Restarts: {Restarts}.";

        readonly KeyValuePair<string, object?>[] fields =
        [
            new("Process", process.Name),
            new("LastMessage", process.LastMessage ?? "none"),
            new("Restarts", process.Restarts),
            new("Pid", process.Pid),
            new("Kind", process.Kind),
            new("RegisteredNames", string.Join(", ", process.RegisteredNames)),
            new("Ancestors", string.Join(", ", process.Ancestors.Select(ancestor => ancestor.Mailbox!.DisplayName))),
            new("MailboxLength", process.MailboxLength),
            new("Links", process.Links),
            new("Watchers", process.Watchers),
            new("TrapsExits", process.TrapsExits),
            new("Priority", process.Priority),
            new("Reductions", process.Reductions),
            new("RunningTime", process.RunningTime),
            new("AllocatedBytes", process.AllocatedBytes),
            new("{OriginalFormat}", Template),
        ];

        public int Count => fields.Length;

        public KeyValuePair<string, object?> this[int index] => fields[index];

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => fields.AsEnumerable().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => fields.GetEnumerator();

        public override string ToString() =>
            $"{process.Name} crashed. Last message: {process.LastMessage ?? "none"}. Restarts: {process.Restarts}.";
    }
}
