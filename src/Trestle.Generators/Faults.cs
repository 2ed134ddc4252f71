using Microsoft.CodeAnalysis;

namespace Trestle.Generators;

/// <summary>All that the analyzers can say; docs/errors has a page on each.</summary>
static class Faults
{
    public static readonly DiagnosticDescriptor MutableMessage = Isolation(
        "TRS1001",
        "A message can change after it was sent",
        "{0} can change after it was sent{1}");

    public static readonly DiagnosticDescriptor MutableReply = Isolation(
        "TRS1002",
        "A reply can change after it was given",
        "The reply of {0}, {1}, can change after it was given{2}");

    public static readonly DiagnosticDescriptor MutableStatic = Isolation(
        "TRS1003",
        "A static of a process class can change",
        "{0}.{1} is static and can change, so all processes share it. {2}.");

    public static readonly DiagnosticDescriptor LeavesProcess = Isolation(
        "TRS1004",
        "Code leaves its process",
        "{0} leaves {1}: its code runs beside the process. Spawn a process for it, or put code that blocks into Blocking.Run.");

    public static readonly DiagnosticDescriptor AsyncVoid = Isolation(
        "TRS1005",
        "An async void method in a process class",
        "Nobody awaits {0}, which is async void: the next message is handled before it has ended. Let it return Task.");

    public static readonly DiagnosticDescriptor BlockingWait = Isolation(
        "TRS1006",
        "A wait that blocks the thread",
        "{0} blocks the thread of {1}. {2}.");

    public static readonly DiagnosticDescriptor ConfigureAwaitFalse = Isolation(
        "TRS1007",
        "ConfigureAwait(false) in a process",
        "After ConfigureAwait(false) the code has left {0}: it runs beside the process. Take it out.");

    public static readonly DiagnosticDescriptor SharedLocal = Isolation(
        "TRS1008",
        "A local shared by two processes",
        "The spawned process shares {0} with the one that spawned it, {1}. Send {0} in a message instead.");

    public static readonly DiagnosticDescriptor SharedState = Isolation(
        "TRS1009",
        "The state of a process used by another",
        "The spawned process uses {0} of {1}, beside {1} itself. Copy what it needs into a local first, or send a message.");

    public static readonly DiagnosticDescriptor MutableValue = Isolation(
        "TRS1010",
        "A value in a table can change",
        "{0} can change while {1} shares it between processes{2}");

    public static readonly DiagnosticDescriptor OthersSelf = Isolation(
        "TRS1011",
        "A member of the running process used in a spawned one",
        "Inside the spawned process {0} is that process's own, not the one of {1}. Take var self = Pid before the spawn, or say Self.{0}.");

    public static readonly DiagnosticDescriptor NoHandler = Messages(
        "TRS1101",
        DiagnosticSeverity.Error,
        "A message without a handler",
        "{0} has no handler for {1}. Add one: {2} Handle({1} message).");

    public static readonly DiagnosticDescriptor WrongReply = Messages(
        "TRS1102",
        DiagnosticSeverity.Error,
        "A handler with another reply than its call wants",
        "{0}.Handle({1}) {2}, but the call wants {3}. Change it to: {4}.");

    public static readonly DiagnosticDescriptor HiddenHandler = Messages(
        "TRS1103",
        DiagnosticSeverity.Warning,
        "A handler that is never reached",
        "{0}.Handle({1}) hides {2}.Handle({1}), which is never reached. Keep one of them, or override it.");

    public static readonly DiagnosticDescriptor NoMessage = Messages(
        "TRS1104",
        DiagnosticSeverity.Warning,
        "A Handle that takes no message",
        "No message reaches {0}.Handle, because it {1}. A handler takes one message, or a call and its ReplyTo; give this method another name.");

    public static readonly DiagnosticDescriptor NoAction = Routes(
        "TRS2001",
        DiagnosticSeverity.Error,
        "A route to an action that is not there",
        "{0} has no action {1}. {2}.");

    public static readonly DiagnosticDescriptor UnreadableRoute = Routes(
        "TRS2002",
        DiagnosticSeverity.Warning,
        "A route without a path helper",
        "Paths has no helper for this route: {0}. Write the route out, or disable this warning where no helper is needed.");

    public static readonly DiagnosticDescriptor NameTaken = Routes(
        "TRS2003",
        DiagnosticSeverity.Error,
        "Two paths of one name",
        "{0} is named {1}, but another path has that name already. Give it a name of its own.");

    static DiagnosticDescriptor Isolation(string id, string title, string text) =>
        new(id, title, text, "Isolation", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    static DiagnosticDescriptor Routes(string id, DiagnosticSeverity severity, string title, string text) =>
        new(id, title, text, "Routes", severity, isEnabledByDefault: true);

    static DiagnosticDescriptor Messages(string id, DiagnosticSeverity severity, string title, string text) =>
        new(id, title, text, "Messages", severity, isEnabledByDefault: true);
}
