namespace Trestle.Processes.Tests;

/// <summary>What OTP's gen_server suite checks, where it holds for ours; docs/internals/otp.md has the list.</summary>
public class GenServerSuiteTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly TestNode node = TestNode.Seeded(1);

    public void Dispose()
    {
        node.Dispose();
        GC.SuppressFinalize(this);
    }

    sealed class Server(List<string> log, Func<Task>? init = null) : GenServer
    {
        public record Ask(string Text) : ICall<string>;

        public record AskLater(string Text) : ICall<string>;

        public record AnswerTwice : ICast;

        public record Note(string Text) : ICast;

        public record NoteThenContinue(string Text) : ICast;

        public record Rest(TimeSpan After) : ICast;

        public record Stop(ExitReason Reason) : ICast;

        (ReplyTo<string> Caller, string Text)? later;

        protected internal override Task Init() => init?.Invoke() ?? Task.CompletedTask;

        protected internal override Task Terminate(ExitReason reason)
        {
            log.Add($"terminate: {reason}");
            return Task.CompletedTask;
        }

        string Handle(Ask ask) => ask.Text;

        void Handle(AskLater ask, ReplyTo<string> caller) => later = (caller, ask.Text);

        void Handle(AnswerTwice _)
        {
            later!.Value.Caller.Reply(later.Value.Text);
            later.Value.Caller.Reply("again");
        }

        void Handle(Note note) => log.Add(note.Text);

        void Handle(NoteThenContinue note)
        {
            log.Add(note.Text);
            Continue(new Note($"{note.Text}, continued"));
        }

        void Handle(Rest rest) => TimeoutWhenIdle(rest.After);

        void Handle(IdleTimeout _) => log.Add("idle");

        void Handle(Stop stop) => Self.Exit(stop.Reason);
    }

    readonly List<string> log = [];

    Ref<Server> Spawn(Func<Task>? init = null, SpawnOptions? options = null) =>
        node.Node.Spawn(new Server(log, init), options ?? new() { Name = "server" });

    [Fact]
    public void A_failed_init_does_not_run_terminate()
    {
        var server = Spawn(() => throw new InvalidOperationException("boom"));
        node.RunUntilIdle();

        Assert.False(server.Pid.IsAlive);
        Assert.Empty(log);
    }

    [Fact]
    public void An_init_may_end_the_process_normally()
    {
        var test = TestProcess.Start(node);
        var server = Spawn(() =>
        {
            Self.Exit(ExitReason.Normal);
            return Task.CompletedTask;
        });
        var monitor = test.Monitor(server.Pid);
        node.RunUntilIdle();

        Assert.Equal([new Down(monitor, server.Pid, ExitReason.Normal)], test.Messages);
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("shutdown")]
    public void Terminate_runs_with_the_reason_that_a_handler_ends_by(string reason)
    {
        var server = Spawn();
        server.Cast(new Server.Stop(reason == "normal" ? ExitReason.Normal : ExitReason.Shutdown));
        server.Cast(new Server.Note("too late"));
        node.RunUntilIdle();

        Assert.Equal([$"terminate: {reason}"], log);
    }

    [Fact]
    public void A_killed_server_does_not_run_terminate()
    {
        var server = Spawn();
        node.RunUntilIdle();
        server.Pid.Exit(ExitReason.Killed);
        node.RunUntilIdle();

        Assert.Empty(log);
    }

    [Fact]
    public async Task A_call_to_nobody_fails_at_once_and_a_cast_to_nobody_is_dropped()
    {
        var nobody = new Ref<Server>(node.Node.Registry, "nobody");
        nobody.Cast(new Server.Note("lost"));

        var exception = await Assert.ThrowsAsync<ProcessDownException>(async () => await nobody.CallAsync(new Server.Ask("?")));

        Assert.Equal("nobody did not answer Ask: no process.", exception.Message);
    }

    [Fact]
    public async Task An_answer_later_arrives_once_although_it_is_given_twice()
    {
        var test = TestProcess.Start(node);
        var server = Spawn();
        var answer = test.CallAsync(server, new Server.AskLater("late"));

        Assert.False(answer.IsCompleted);
        server.Cast(new Server.AnswerTwice());
        node.RunUntilIdle();

        Assert.Equal("late", await answer);
        Assert.Equal("next", await test.CallAsync(server, new Server.Ask("next")));
        await test.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_caller_that_is_to_be_answered_later_is_told_when_the_server_dies()
    {
        var test = TestProcess.Start(node);
        var server = Spawn();
        var answer = test.CallAsync(server, new Server.AskLater("late"));
        server.Pid.Exit(ExitReason.Killed);
        node.RunUntilIdle();

        var exception = await Assert.ThrowsAsync<ProcessDownException>(() => answer.WaitAsync(Patience));
        Assert.Equal("server did not answer AskLater: killed.", exception.Message);
    }

    [Fact]
    public async Task An_answer_after_the_callers_timeout_goes_nowhere()
    {
        var test = TestProcess.Start(node);
        var server = Spawn();
        var answer = test.CallAsync(server, new Server.AskLater("late"), TimeSpan.FromSeconds(1));
        node.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<CallTimeoutException>(() => answer.WaitAsync(Patience));

        server.Cast(new Server.AnswerTwice());
        await test.ExpectNothingAsync();
        Assert.True(server.Pid.IsAlive);
    }

    [Fact]
    public void What_is_continued_goes_before_what_waits()
    {
        var server = Spawn();
        server.Cast(new Server.NoteThenContinue("first"));
        server.Cast(new Server.Note("second"));
        node.RunUntilIdle();

        Assert.Equal(["first", "first, continued", "second"], log);
    }

    [Fact]
    public void Idleness_is_told_once_and_begins_anew_with_each_message()
    {
        var server = Spawn();
        server.Cast(new Server.Rest(TimeSpan.FromSeconds(2)));
        node.Advance(TimeSpan.FromSeconds(1));
        server.Cast(new Server.Note("not idle"));
        node.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(["not idle"], log);

        node.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["not idle", "idle"], log);
    }

    [Fact]
    public async Task A_suspended_server_answers_only_the_system_until_it_is_resumed()
    {
        var server = Spawn();
        var suspended = Sys.SuspendAsync(server.Pid);
        server.Cast(new Server.Note("held"));
        var state = Sys.GetStateAsync(server.Pid);
        node.RunUntilIdle();

        await suspended;
        Assert.Empty(log);
        Assert.Contains("later", (await state).Keys);

        var resumed = Sys.ResumeAsync(server.Pid);
        node.RunUntilIdle();
        await resumed;
        Assert.Equal(["held"], log);
    }

    [Fact]
    public void A_limit_counts_neither_the_start_nor_what_is_continued()
    {
        var server = Spawn(options: new() { MailboxLimit = 2, Overflow = Overflow.Drop });
        node.RunUntilIdle();

        for (var round = 0; round < 3; round++)
        {
            server.Cast(new Server.NoteThenContinue("a"));
            node.RunUntilIdle();
        }

        log.Clear();

        foreach (var text in (string[])["1", "2", "3", "4"])
            server.Cast(new Server.Note(text));

        node.RunUntilIdle();
        Assert.Equal(["1", "2"], log);
    }

    [Fact]
    public void A_full_mailbox_crashes_its_process_where_that_was_asked_for()
    {
        var test = TestProcess.Start(node);
        var server = Spawn(options: new() { Name = "server", MailboxLimit = 1, Overflow = Overflow.Crash });
        test.Monitor(server.Pid);
        node.RunUntilIdle();
        server.Cast(new Server.Note("1"));
        server.Cast(new Server.Note("2"));
        node.RunUntilIdle();

        var down = Assert.IsType<Down>(Assert.Single(test.Messages));
        Assert.IsType<MailboxFullException>(Assert.IsType<ExitReason.Crashed>(down.Reason).Exception);
    }

    [Fact]
    public void A_full_mailbox_lets_the_patient_wait_and_refuses_the_others()
    {
        var server = Spawn(options: new() { Name = "server", MailboxLimit = 1 });
        node.RunUntilIdle();
        server.Cast(new Server.Note("1"));

        Assert.Throws<MailboxFullException>(() => server.Cast(new Server.Note("2")));
        node.Node.Spawn(async () => await server.Pid.DeliverAsync(new Server.Note("3")), "patient");
        node.RunUntilIdle();

        Assert.Equal(["1", "3"], log);
    }
}
