using Microsoft.Extensions.Time.Testing;

namespace Trestle.Docs.Tests.Snippets;

public sealed class ServersTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly FakeTimeProvider time = new();
    readonly Node node;

    public ServersTests() => node = new(new() { Time = time });

    public void Dispose() => node.Dispose();

    [Fact]
    public async Task Replies_later()
    {
        // snippet: server-calls
        var trolleys = node.Spawn(new Trolleys(), "Trolleys");

        var first = await trolleys.CallAsync(new Trolleys.Take());
        var second = await trolleys.CallAsync(new Trolleys.Take());
        var third = trolleys.CallAsync(new Trolleys.Take(), timeout: TimeSpan.FromMinutes(1)); // waits

        trolleys.Cast(new Trolleys.GiveBack(first));
        var number = await third;
        // end snippet

        Assert.Equal((1, 2, 1), (first, second, number));
    }

    [Fact]
    public async Task Gives_up_waiting()
    {
        var trolleys = node.Spawn(new Trolleys(), "Trolleys");
        await trolleys.CallAsync(new Trolleys.Take());
        await trolleys.CallAsync(new Trolleys.Take());

        var third = trolleys.CallAsync(new Trolleys.Take());
        time.Advance(TimeSpan.FromSeconds(6));
        var failure = await Assert.ThrowsAsync<CallTimeoutException>(async () => await third);

        Assert.Equal(
            """
            Trolleys did not answer Take within 5000 ms.

            Look at what it is doing, or give the call longer: CallAsync(message, timeout: ...).
            """,
            failure.Message);
    }

    [Fact]
    public async Task Tells_a_caller_whose_answer_will_not_come()
    {
        var trolleys = node.Spawn(new Trolleys(), "Trolleys");
        await trolleys.CallAsync(new Trolleys.Take());
        await trolleys.CallAsync(new Trolleys.Take());

        var third = trolleys.CallAsync(new Trolleys.Take());
        trolleys.Pid.Exit(ExitReason.Killed);
        var failure = await Assert.ThrowsAsync<ProcessDownException>(async () => await third);

        Assert.Equal("Trolleys did not answer Take: killed.", failure.Message);
    }

    [Fact]
    public async Task Builds_after_its_start_and_forgets_when_it_is_idle()
    {
        var reads = 0;
        var index = node.Spawn(new WordIndex(() =>
        {
            Interlocked.Increment(ref reads);

            return ImmutableDictionary<string, int>.Empty.Add("trestle", 12);
        }));

        Assert.Equal(12, await index.CallAsync(new WordIndex.Find("trestle")));

        // A caller is answered just before the server begins to count as idle, so the first six minutes may not do.
        for (var minutes = 0; minutes < 600 && Volatile.Read(ref reads) < 2; minutes += 6)
        {
            time.Advance(TimeSpan.FromMinutes(6));
            Assert.Equal(12, await index.CallAsync(new WordIndex.Find("trestle")));
        }

        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task Does_not_terminate_on_a_signal()
    {
        var ledger = new StringWriter();
        var books = node.Spawn(new LentBooks(ledger));
        await Sys.GetStateAsync(books.Pid);

        books.Pid.Exit(ExitReason.Shutdown);
        await Assert.ThrowsAsync<ProcessDownException>(() => Sys.GetStateAsync(books.Pid));

        Assert.Equal("", ledger.ToString());
    }

    [Fact]
    public async Task Terminates_when_its_supervisor_asks()
    {
        var ledger = new StringWriter();
        var books = node.Spawn(new DynamicSupervisor());
        var started = await books.CallAsync(new Supervisor.StartChild(new("LentBooks", () => new LentBooks(ledger))));
        new Ref<LentBooks>(node.Registry, "LentBooks").Cast(new LentBooks.Lend("Emma"));

        await books.CallAsync(new Supervisor.StopChild(started.Pid));

        Assert.Equal("shutdown: Emma\n", ledger.ToString());
    }

    [Fact]
    public async Task Changes_its_code_while_it_runs()
    {
        var loans = node.Spawn(new LoanCount());
        await loans.CallAsync(new LoanCount.Add());

        // snippet: server-sys
        await Sys.SuspendAsync(loans.Pid); // what comes now waits
        var state = await Sys.GetStateAsync(loans.Pid); // ["count"] is 1
        await Sys.ChangeCodeAsync(loans.Pid, new LoanCount2());
        await Sys.ResumeAsync(loans.Pid);

        var count = await loans.CallAsync(new LoanCount.Add()); // 2, by the new code
        // end snippet

        Assert.Equal(1, state["count"]);
        Assert.Equal(2, count);
    }

    [Fact]
    public async Task Keeps_state_for_others()
    {
        // snippet: server-agent
        var readers = node.Spawn(new Agent<ImmutableHashSet<string>>(() => []));

        await readers.UpdateAsync(names => names.Add("Ann"));
        readers.Cast(names => names.Add("Ben"));

        var count = await readers.GetAsync(names => names.Count); // 2
        var isNew = await readers.GetAndUpdateAsync(names => (!names.Contains("Ann"), names.Add("Ann"))); // false
        // end snippet

        Assert.Equal(2, count);
        Assert.False(isNew);
    }

    [Fact]
    public async Task Does_something_else_in_each_state()
    {
        // snippet: server-gate-use
        var gate = node.Spawn(new Gate());

        var ann = await gate.CallAsync(new Gate.Admit("Ann")); // "Ann is in"
        var ben = gate.CallAsync(new Gate.Admit("Ben"), timeout: Timeout.InfiniteTimeSpan);

        time.Advance(TimeSpan.FromSeconds(10)); // the gate shuts, and Ben's turn has come
        // end snippet

        Assert.Equal("Ann is in", ann);
        Assert.Equal("Ben is in", await ben.AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task Shares_a_table()
    {
        // snippet: server-table-use
        var server = node.Spawn(new ShelfMarks());
        server.Cast(new ShelfMarks.Move("Emma", "A 12"));

        var marks = await server.CallAsync(new ShelfMarks.GetTable());
        var isThere = marks.TryLookup("Emma", out var mark); // no message, no wait

        var visits = new Table<string, long> { IsPublic = true }; // made outside of any process: nobody's, so it stays
        visits.Add("Emma", 1L);
        // end snippet

        Assert.True(isThere);
        Assert.Equal("A 12", mark);

        var failure = Assert.Throws<InvalidOperationException>(() => marks.Insert("Emma", "B 1"));
        Assert.Equal(
            $"The table may be written only by its owner, {server.Pid}. Send that one a message, or make the table with IsPublic = true.",
            failure.Message);
    }
}
