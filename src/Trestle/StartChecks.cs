using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>What is better said before the first request than after it.</summary>
static partial class StartChecks
{
    /// <exception cref="AppStartException">Some have no value; it lists them all.</exception>
    public static void RequireSettings(AppSettings settings, IEnumerable<string> required)
    {
        var missing = required.Where(name => string.IsNullOrWhiteSpace(settings.Configuration[name])).ToArray();

        if (missing.Length == 0)
            return;

        throw new AppStartException(
            $"""
            {settings.Name} does not start in {settings.Environment}: {(missing.Length == 1 ? "a setting has" : $"{missing.Length} settings have")} no value.

            {string.Join("\n", missing.Select(name => $"    {name}"))}

            Give each one in Config/App.json or Config/{settings.Environment}.json, a secret by the command credentials edit or in the environment, as {VariableOf(missing[0])}.
            """);
    }

    /// <summary>In production, where nobody has said which hosts are the application's.</summary>
    public static void WarnOfOpenHosts(AppSettings settings, ILoggerFactory loggers)
    {
        if (settings.Environment == "Production" && settings.Web.Hosts.Count == 0)
            AnyHost(loggers.CreateLogger("Trestle.Web"));
    }

    static string VariableOf(string name) => $"TRESTLE_{name.Replace(":", "__", StringComparison.Ordinal)}";

    [LoggerMessage(4, LogLevel.Warning,
        "Requests may name any host, and addresses in pages are made of it. Name the application's own in Web:Hosts, in Config/Production.json, or \"*\" where any is meant.")]
    static partial void AnyHost(ILogger logger);
}
