namespace Trestle.Processes.Tests;

/// <summary>What OTP's timer suites check of send_after, cancel_timer and read_timer.</summary>
public class TimerSuiteTests : IDisposable
{
    readonly TestNode node = TestNode.Seeded(1);

    public void Dispose()
    {
        node.Dispose();
        GC.SuppressFinalize(this);
    }

    TimerRef SendAfter(double seconds, Pid target, object message)
    {
        TimerRef? timer = null;
        node.Node.Spawn(() =>
        {
            timer = Self.SendAfter(TimeSpan.FromSeconds(seconds), target, message);
            return Task.CompletedTask;
        });
        node.RunUntilIdle();

        return timer!;
    }

    [Fact]
    public void Messages_come_in_the_order_they_are_due_and_then_in_the_order_they_were_made()
    {
        var test = TestProcess.Start(node);
        SendAfter(3, test.Pid, "third");
        SendAfter(1, test.Pid, "first");
        SendAfter(2, test.Pid, "second");
        SendAfter(2, test.Pid, "second too");
        node.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["first", "second", "second too", "third"], test.Messages);
    }

    [Fact]
    public void Nothing_comes_a_moment_early()
    {
        var test = TestProcess.Start(node);
        SendAfter(1.5, test.Pid, "now");
        node.Advance(TimeSpan.FromSeconds(1.499));
        Assert.Empty(test.Messages);

        node.Advance(TimeSpan.FromSeconds(0.001));
        Assert.Equal(["now"], test.Messages);
    }

    [Fact]
    public void A_millisecond_has_eight_moments_at_which_a_timer_may_ring()
    {
        var test = TestProcess.Start(node);
        SendAfter(0.0003, test.Pid, "now");
        node.Advance(TimeSpan.FromMilliseconds(0.374));
        Assert.Empty(test.Messages);

        node.Advance(TimeSpan.FromMilliseconds(0.001));
        Assert.Equal(["now"], test.Messages);
    }

    [Fact]
    public void No_delay_sends_at_once()
    {
        var test = TestProcess.Start(node);
        SendAfter(0, test.Pid, "now");

        Assert.Equal(["now"], test.Messages);
    }

    [Fact]
    public void A_timer_says_how_long_it_still_takes_and_is_taken_back_once()
    {
        var test = TestProcess.Start(node);
        var timer = SendAfter(10, test.Pid, "late");
        node.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(TimeSpan.FromSeconds(6), timer.Remaining);
        Assert.True(timer.Cancel());
        Assert.False(timer.Cancel());
        Assert.Null(timer.Remaining);

        node.Advance(TimeSpan.FromHours(1));
        Assert.Empty(test.Messages);
    }

    [Fact]
    public void A_timer_that_has_rung_is_over()
    {
        var test = TestProcess.Start(node);
        var timer = SendAfter(1, test.Pid, "rung");
        node.Advance(TimeSpan.FromSeconds(1));

        Assert.False(timer.Cancel());
        Assert.Null(timer.Remaining);
        Assert.Equal(["rung"], test.Messages);
    }

    [Fact]
    public void A_message_to_an_ended_process_or_to_nobody_is_dropped()
    {
        var test = TestProcess.Start(node);
        node.Node.Spawn(async () =>
        {
            Self.SendAfter(TimeSpan.FromSeconds(1), default, "nobody's");
            test.Pid.Send(await Self.ReceiveAsync<string>());
        });
        var ended = node.Node.Spawn(() => Task.CompletedTask);
        SendAfter(1, ended, "late");
        node.Advance(TimeSpan.FromSeconds(5));

        Assert.Empty(test.Messages);
        Assert.Equal(0, node.Node.Timers.Count);
    }

    [Fact]
    public void A_timer_outlives_the_process_that_made_it()
    {
        var test = TestProcess.Start(node);
        SendAfter(60, test.Pid, "from the dead");
        Assert.Equal(1, node.Node.ProcessCount);
        node.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["from the dead"], test.Messages);
    }
}
