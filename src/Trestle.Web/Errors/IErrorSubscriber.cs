using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>
/// Told of each error, to count it or send it on; as many as there are among the services:
/// <c>services.AddSingleton&lt;IErrorSubscriber, Courier>()</c>.
/// </summary>
public interface IErrorSubscriber
{
    /// <summary>Called where the error was, which waits for it: cast slow work to a process of its own.</summary>
    void Report(ErrorReport report);
}

/// <summary>An error, and what is known of where it was.</summary>
/// <param name="Exception">What was thrown.</param>
/// <param name="Source">Who reports it: "Trestle.Web" for a request, "Trestle.Processes" for a process that crashed, else the application.</param>
/// <param name="Severity">Error, unless whoever reports says otherwise; a warning where it was handled.</param>
/// <param name="IsHandled">Whether the work went on without it.</param>
/// <param name="Context">Of a request: method, path, route, action, params and process, without secrets. Of a process: its name.</param>
public sealed record ErrorReport(
    Exception Exception, string Source, LogLevel Severity, bool IsHandled, IReadOnlyDictionary<string, object?> Context);
