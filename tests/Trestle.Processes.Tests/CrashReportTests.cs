using Microsoft.Extensions.Logging;

namespace Trestle.Processes.Tests;

public sealed class CrashReportTests : ILoggerFactory, ILogger, IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly TaskCompletionSource<CrashReport> reported = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<Dictionary<string, object?>> logged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Node node;

    readonly TaskCompletionSource<string> untold = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CrashReportTests() => node = new(new() { Workers = 2, Logging = this, Crashed = report => reported.TrySetResult(report) });

    public void Dispose() => node.Dispose();

    ILogger ILoggerFactory.CreateLogger(string categoryName) => this;

    void ILoggerFactory.AddProvider(ILoggerProvider provider) { }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == "CrashUntold")
            untold.TrySetResult($"{formatter(state, exception)} {exception!.Message}");

        if (state is IReadOnlyList<KeyValuePair<string, object?>> fields && eventId.Name == "ProcessCrashed")
            logged.TrySetResult(new(fields) { ["line"] = formatter(state, exception), ["exception"] = exception!.Message });
    }

    [Fact]
    public async Task A_listener_that_throws_is_logged_and_takes_nobody_along()
    {
        using var deaf = new Node(new() { Workers = 2, Logging = this, Crashed = _ => throw new InvalidOperationException("nobody home") });

        deaf.Spawn(() => throw new InvalidOperationException("oh"), "Faller");

        Assert.Equal(
            "Faller crashed, and NodeOptions.Crashed threw when it was told. nobody home",
            await untold.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));

        var alive = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        deaf.Spawn(() => { alive.SetResult(); return Task.CompletedTask; });
        await alive.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    sealed class Clerk : GenServer
    {
        public record Stumble : ICast;

        protected internal override Task Init()
        {
            Self.TrapsExits = true;
            Self.SpawnLink(() => Self.ReceiveAsync<int>().AsTask());
            Pid.Send("waits");

            return Task.CompletedTask;
        }

        void Handle(string _)
        {
            // Two messages behind the one that it stumbles over.
            Pid.Send(new Stumble());
            Pid.Send(1);
            Pid.Send(2);
        }

        void Handle(Stumble _) => throw new InvalidOperationException("stumbled");
    }

    [Fact]
    public async Task Tells_what_the_process_was_when_it_crashed()
    {
        node.Spawn(
            new Supervisor([new("clerk", () => new Clerk()) { Restart = Restart.Temporary, Options = new() { Priority = Priority.High } }]), "desk");

        var (process, exception) = await reported.Task.WaitAsync(Patience);

        Assert.Equal("stumbled", exception.Message);
        Assert.Equal(("clerk", "Clerk", "Stumble", Priority.High), (process.Name, process.Kind, process.LastMessage, process.Priority));
        Assert.Equal((ProcessState.Running, true, 0), (process.State, process.TrapsExits, process.Restarts));
        Assert.Equal(["clerk"], process.RegisteredNames);
        Assert.Equal("desk", node.Info(Assert.Single(process.Ancestors))!.Name);
        Assert.Equal(2, process.Links); // its supervisor and its child
        Assert.Null(node.Info(process.Pid));
    }

    [Fact]
    public async Task The_log_has_a_line_to_read_and_fields_to_search()
    {
        node.Spawn(new Supervisor([new("clerk", () => new Clerk()) { Restart = Restart.Temporary }]), "desk");

        var fields = await logged.Task.WaitAsync(Patience);

        Assert.Equal(("clerk crashed. Last message: Stumble. Restarts: 0.", "stumbled"), (fields["line"], fields["exception"]));
        Assert.Equal(
            ("clerk", "Stumble", 0, "Clerk", "clerk", "desk", 2),
            (fields["Process"], fields["LastMessage"], fields["Restarts"], fields["Kind"], fields["RegisteredNames"], fields["Ancestors"], fields["Links"]));
        Assert.Equal((await reported.Task.WaitAsync(Patience)).Process.Pid, fields["Pid"]);
    }

    [Fact]
    public async Task Those_that_end_with_it_did_not_crash()
    {
        var reports = new List<string>();
        using var family = new Node(new() { Workers = 1, Crashed = report => reports.Add(report.Process.Name) });
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        family.Spawn(
            async () =>
            {
                // Kept: on unwinding, the process could let go of it before it is told.
                _ = Self.Cancellation.Register(ended.SetResult);
                Self.SpawnLink(() => throw new InvalidOperationException("boom"), "child");
                await Self.ReceiveAsync<int>();
            },
            "parent");

        await ended.Task.WaitAsync(Patience);

        Assert.Equal(["child"], reports);
    }

    [Fact]
    public async Task Counts_what_was_still_to_be_read()
    {
        var pid = node.Spawn(
            async () =>
            {
                await Self.ReceiveAsync<string>();
                throw new InvalidOperationException("boom");
            },
            "reader");
        pid.Send(1);
        pid.Send(2);
        pid.Send("now");

        var report = await reported.Task.WaitAsync(Patience);

        Assert.Equal(("reader", "task", 2), (report.Process.Name, report.Process.Kind, report.Process.MailboxLength));
        Assert.Empty(report.Process.Ancestors);
    }
}
