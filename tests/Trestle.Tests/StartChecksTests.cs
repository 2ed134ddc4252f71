using System.Reflection;
using Trestle.Processes.Tests;

namespace Trestle.Tests;

public class StartChecksTests
{
    [Fact]
    public void Settings_that_are_missing_or_empty_are_listed_at_once() => Assert.Equal(
        """
        Trestle.Tests does not start in Production: 2 settings have no value.

            Mail:Host
            Mail:Password

        Give each one in Config/App.json or Config/Production.json, a secret by the command credentials edit or in the environment, as TRESTLE_Mail__Host.
        """,
        RefusalOf(["--Mail:User", "ann", "--Mail:Password", " "], "Mail:Host", "Mail:User", "Mail:Password"));

    [Fact]
    public void One_setting_that_is_missing_is_named() =>
        Assert.StartsWith("Trestle.Tests does not start in Production: a setting has no value.\n\n    Mail:Host\n\n", RefusalOf([], "Mail:Host"), StringComparison.Ordinal);

    [Fact]
    public void Those_that_are_there_let_it_start() =>
        StartChecks.RequireSettings(Settings("--Mail:Host", "mail.example"), ["Mail:Host"]);

    [Theory]
    [InlineData("Production", null, true)]
    [InlineData("Production", "example.com", false)]
    [InlineData("Production", "*", false)]
    [InlineData("Development", null, false)]
    public void In_production_hosts_that_nobody_named_are_told_of(string environment, string? host, bool isTold)
    {
        using var log = new KeptLog();

        StartChecks.WarnOfOpenHosts(Settings(["--environment", environment, .. host is null ? Array.Empty<string>() : ["--Web:Hosts:0", host]]), log);

        Assert.Equal(
            isTold
                ? ["Requests may name any host, and addresses in pages are made of it. Name the application's own in Web:Hosts, in Config/Production.json, or \"*\" where any is meant."]
                : [],
            log.Lines);
    }

    static string RefusalOf(string[] args, params string[] required) =>
        Assert.Throws<AppStartException>(() => StartChecks.RequireSettings(Settings(args), required)).Message;

    static AppSettings Settings(params string[] args) => AppSettings.Read(Assembly.GetExecutingAssembly(), ["--environment", "Production", .. args]);
}
