using System.Reflection;

namespace Trestle.Tests;

public class AppSettingsTests
{
    static AppSettings Read(params string[] args) => AppSettings.Read(Assembly.GetExecutingAssembly(), args);

    static string RefusalOf(params string[] args) => Assert.Throws<AppStartException>(() => Read(args)).Message;

    [Fact]
    public void Reads_options_from_the_command_line()
    {
        var settings = Read("--port", "5001", "--data", "here", "--environment", "Development", "--bind", "0.0.0.0");

        Assert.Equal((5001, Path.GetFullPath("here"), "0.0.0.0"), (settings.Port, settings.Data, settings.Bind));
        Assert.Equal((true, true), (settings.IsDevelopment, settings.Migrate));
    }

    [Fact]
    public void Is_careful_by_default()
    {
        var settings = Read("--environment", "Production");

        Assert.Equal((5000, "127.0.0.1", false, false), (settings.Port, settings.Bind, settings.IsDevelopment, settings.Migrate));
    }

    [Fact]
    public void Keeps_its_records_in_a_file_unless_told_of_a_server()
    {
        Assert.Equal($"Data Source={Path.GetFullPath("here")}/trestle.tests.db", Read("--data", "here").Database);
        Assert.Equal("postgres://app@db/shop", Read("--database", "postgres://app@db/shop").Database);
    }

    [Fact]
    public void Reads_what_the_web_side_is_told()
    {
        var web = Read("--Web:Hosts:0", "shop.example", "--Web:MaxBodyBytes", "5000", "--environment", "Development").Web;

        Assert.Equal(("shop.example", 5000, true), (Assert.Single(web.Hosts), web.MaxBodyBytes, web.IsDevelopment));
        Assert.Equal((0, "session"), (Read().Web.Hosts.Count, Read().Web.SessionCookie));
    }

    [Theory]
    [InlineData("--Web:Hsts", "1", "The settings of the section Web cannot be read: 'ErrorOnUnknownConfiguration' was set on the provided BinderOptions, but the following properties were not found on the instance of Trestle.WebOptions: 'Hsts'")]
    [InlineData("--Web:MaxBodyBytes", "many", "The settings of the section Web cannot be read: Failed to convert configuration value 'many' at 'Web:MaxBodyBytes' to type 'System.Int64'.")]
    [InlineData("--Live:PollTime", "00:00:30", "The settings of the section Live cannot be read: expected PollTime to be more than nothing, and at most 00:00:15 (Parameter 'value')\nActual value was 00:00:30.")]
    [InlineData("--Live:MaxMessageBytes", "many", "The settings of the section Live cannot be read: Failed to convert configuration value 'many' at 'Live:MaxMessageBytes' to type 'System.Int32'.")]
    public void Refuses_what_a_section_does_not_know(string name, string value, string message) => Assert.Equal(message, RefusalOf(name, value));

    [Fact]
    public void Reads_what_live_views_are_told()
    {
        var live = Read("--Live:MaxMessagesPerSecond", "50", "--Live:IdleTimeout", "00:02:00").Live;

        Assert.Equal((50, TimeSpan.FromMinutes(2), 1000), (live.MaxMessagesPerSecond, live.IdleTimeout, live.MaxPendingEvents));
    }

    [Fact]
    public void Takes_settings_of_sections() => Assert.Equal("7", Read("--Queues:Mail", "7").Configuration["Queues:Mail"]);

    [Theory]
    [InlineData("many")]
    [InlineData("-1")]
    [InlineData("65536")]
    public void Refuses_a_port_that_is_none(string port) =>
        Assert.Equal($"expected --port to be a number from 0 to 65535, got: {port}", RefusalOf("--port", port));

    [Fact]
    public void Refuses_a_flag_that_is_neither_true_nor_false() =>
        Assert.Equal("expected --migrate to be true or false, got: yes", RefusalOf("--migrate", "yes"));

    [Fact]
    public void Refuses_an_unknown_option_and_lists_the_known() => Assert.Equal(
        "--prot is not an option. Known are --bind X, --data X, --database X, --environment X, --migrate X, --port X, --schema X, and settings as --Section:Key X.",
        RefusalOf("--prot", "5000"));

    [Fact]
    public void Refuses_an_option_without_its_value() => Assert.Equal("expected a value after --port", RefusalOf("--port"));

    [Fact]
    public void Watches_queries_closely_in_development_and_in_production_slow_ones_alone()
    {
        Assert.Equal(QueryWatch.Development, Read("--environment", "Development").Queries);
        Assert.Equal(QueryWatch.Production, Read("--environment", "Production").Queries);
    }

    [Fact]
    public void Watches_queries_as_told() => Assert.Equal(
        new() { Tags = true, Lines = true, NPlusOne = NPlusOne.Raise, SlowQuery = TimeSpan.FromMilliseconds(20) },
        Read("--Queries:Tags", "true", "--Queries:Lines", "true", "--Queries:NPlusOne", "raise", "--Queries:SlowMilliseconds", "20").Queries);

    [Theory]
    [InlineData("Queries:Tags", "some", "true or false")]
    [InlineData("Queries:NPlusOne", "Shout", "one of Ignore, Warn, Raise")]
    [InlineData("Queries:NPlusOne", "7", "one of Ignore, Warn, Raise")]
    [InlineData("Queries:SlowMilliseconds", "soon", "a number of milliseconds from 0")]
    [InlineData("Queries:SlowMilliseconds", "-1", "a number of milliseconds from 0")]
    public void Refuses_to_watch_queries_in_no_known_way(string setting, string value, string expected) =>
        Assert.Equal($"expected --{setting} to be {expected}, got: {value}", RefusalOf($"--{setting}", value));
}
