using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Trestle.Web.Tests;

public class ErrorReporterTests : IErrorSubscriber
{
    readonly List<ErrorReport> reports = [];

    void IErrorSubscriber.Report(ErrorReport report)
    {
        lock (reports)
            reports.Add(report);
    }

    [Fact]
    public async Task Is_told_what_fails_a_request_once_and_without_its_secrets()
    {
        await using var site = await Site.StartAsync(subscriber: this);

        await site.PostAsync("/crash?kind=tea&api_token=hush", ("name", "Ann"), ("Password", "hush"));

        var report = Assert.Single(reports);
        Assert.Equal(("Trestle.Web", LogLevel.Error, false), (report.Source, report.Severity, report.IsHandled));
        Assert.Equal("the form fell down", report.Exception.Message);
        Assert.Equal(
            ("POST", "/crash?kind=tea&api_token=(filtered)", "POST /crash", "PagesController.CrashWithForm"),
            (report.Context["method"], report.Context["path"], report.Context["route"], report.Context["action"]));
        Assert.StartsWith("#PID<", (string?)report.Context["process"], StringComparison.Ordinal);

        var fields = Assert.IsType<Dictionary<string, string>>(report.Context["params"]);
        Assert.Equal(("tea", "(filtered)", "Ann", "(filtered)"), (fields["kind"], fields["api_token"], fields["name"], fields["Password"]));
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/articles/77")]
    [InlineData("/counter/fall")] // rescued
    [InlineData("/counter/lock")] // has a status of its own
    public async Task Is_not_told_what_the_request_is_at_fault_for_or_somebody_has_answered(string path)
    {
        await using var site = await Site.StartAsync(subscriber: this);

        await site.GetAsync(path);

        Assert.Empty(reports);
    }

    [Fact]
    public async Task Goes_on_with_another_value_where_work_fails()
    {
        var errors = new ErrorReporter([this], NullLogger<ErrorReporter>.Instance);
        var context = new Dictionary<string, object?> { ["currency"] = "EUR" };

        Assert.Equal(7, await errors.HandleAsync(() => Task.FromResult(7), orElse: 1));
        Assert.Equal(1, await errors.HandleAsync<int>(() => throw new TimeoutException("no rate"), orElse: 1, context));
        await Assert.ThrowsAsync<OperationCanceledException>(() => errors.HandleAsync<int>(() => throw new OperationCanceledException(), orElse: 1));

        var report = Assert.Single(reports);
        Assert.Equal(("no rate", "application", LogLevel.Warning, true, "EUR"), (report.Exception.Message, report.Source, report.Severity, report.IsHandled, report.Context["currency"]));
    }

    [Fact]
    public void Tells_each_exception_once_whoever_reports_it_first()
    {
        var errors = new ErrorReporter([this], NullLogger<ErrorReporter>.Instance);
        var exception = new TimeoutException();

        errors.Report(exception, severity: LogLevel.Critical);
        errors.Crashed("Clock", exception);
        errors.Crashed("Clock", new TimeoutException());

        Assert.Equal([("application", LogLevel.Critical, null), ("Trestle.Processes", LogLevel.Error, "Clock")], reports.Select(report => (report.Source, report.Severity, report.Context.GetValueOrDefault("process"))));
    }

    [Fact]
    public void A_subscriber_that_fails_is_logged_and_stops_no_other()
    {
        using var log = new LogLines();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));

        new ErrorReporter([new Broken(), this], loggers.CreateLogger<ErrorReporter>()).Report(new TimeoutException());

        Assert.Single(reports);
        Assert.Equal(["Error: Broken failed to report TimeoutException. InvalidOperationException"], log.Lines);
    }

    class Broken : IErrorSubscriber
    {
        public void Report(ErrorReport report) => throw new InvalidOperationException("out of stamps");
    }
}
