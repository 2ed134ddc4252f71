namespace Trestle.Processes.Tests;

/// <summary>What OTP's process, link and monitor suites check, where it holds for ours.</summary>
public class ProcessSuiteTests : IDisposable
{
    readonly TestNode node = TestNode.Seeded(1);

    public void Dispose()
    {
        node.Dispose();
        GC.SuppressFinalize(this);
    }

    Pid Spawn(string? name = null) => node.Node.Spawn(async () => await Self.ReceiveAsync<string>(), name);

    [Fact]
    public void A_normal_exit_from_another_is_ignored_unless_it_is_trapped()
    {
        var test = TestProcess.Start(node);
        var other = Spawn();
        other.Exit(ExitReason.Normal);
        test.Pid.Exit(ExitReason.Normal);
        node.RunUntilIdle();

        Assert.True(other.IsAlive);
        Assert.Equal([new Exited(default, ExitReason.Normal)], test.Messages);
    }

    [Fact]
    public void A_normal_exit_to_itself_ends_a_process()
    {
        var pid = node.Node.Spawn(async () =>
        {
            Self.Pid.Exit(ExitReason.Normal);
            await Self.ReceiveAsync<string>();
        });
        node.RunUntilIdle();

        Assert.False(pid.IsAlive);
    }

    [Fact]
    public void A_second_link_does_nothing_and_one_unlink_takes_off_both()
    {
        var test = TestProcess.Start(node);
        var twice = Spawn();
        var off = Spawn();
        test.Link(twice);
        test.Link(twice);
        test.Link(off);
        test.Link(off);
        test.Unlink(off);

        twice.Exit(ExitReason.Killed);
        off.Exit(ExitReason.Killed);
        node.RunUntilIdle();

        Assert.Equal([new Exited(twice, ExitReason.Killed)], test.Messages);
    }

    [Fact]
    public void A_link_to_itself_is_none()
    {
        var test = TestProcess.Start(node);
        test.Link(test.Pid);
        node.RunUntilIdle();

        Assert.Empty(test.Messages);
        Assert.Equal(0, test.Pid.Mailbox!.Relations.LinkCount);
    }

    [Fact]
    public void Each_monitor_is_told_for_itself_and_one_taken_off_is_not()
    {
        var test = TestProcess.Start(node);
        var pid = Spawn();
        var (first, second, third) = (test.Monitor(pid), test.Monitor(pid), test.Monitor(pid));
        Self.Demonitor(pid, second);
        pid.Send("go");
        node.RunUntilIdle();

        Assert.Equal(
            [new Down(first, pid, ExitReason.Normal), new Down(third, pid, ExitReason.Normal)],
            test.Messages.Cast<Down>().OrderBy(down => down.Monitor.Id));
    }

    [Fact]
    public void A_monitor_of_an_ended_process_or_of_nobody_says_that_there_is_none()
    {
        var test = TestProcess.Start(node);
        var ended = node.Node.Spawn(() => Task.CompletedTask);
        node.RunUntilIdle();
        var (one, two) = (test.Monitor(ended), test.Monitor(default));
        node.RunUntilIdle();

        Assert.Equal([new Down(one, ended, ExitReason.NoProcess), new Down(two, default, ExitReason.NoProcess)], test.Messages);
    }

    [Fact]
    public void A_process_has_ended_for_its_watchers_before_they_are_told()
    {
        var seen = true;
        var pid = Spawn();
        node.Node.Spawn(async () =>
        {
            Self.Monitor(pid);
            seen = (await Self.ReceiveAsync<Down>()).Pid.IsAlive;
        });
        node.RunUntilIdle();
        pid.Send("go");
        node.RunUntilIdle();

        Assert.False(seen);
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_links_ends_without_using_up_the_stack()
    {
        const int Count = 100_000;
        using var many = new Node(new() { Workers = 1 });
        var pids = Enumerable.Range(0, Count).Select(_ => many.Spawn(async () => await Self.ReceiveAsync<string>())).ToList();

        for (var number = 1; number < Count; number++)
            Relations.Link(pids[number - 1].Mailbox!, pids[number].Mailbox!);

        pids[0].Exit(ExitReason.Killed);

        Assert.DoesNotContain(pids, pid => pid.IsAlive);
        Assert.Equal(0, many.ProcessCount);
    }

    [Fact]
    public void A_child_starts_with_the_inheritable_values_of_its_parent_and_changes_its_own()
    {
        var inherited = new ProcessLocal<string>(isInherited: true);
        var own = new ProcessLocal<string>();
        var seen = new List<string?>();
        node.Node.Spawn(async () =>
        {
            (inherited.Value, own.Value) = ("a", "b");
            Self.Spawn(() =>
            {
                seen.AddRange([inherited.Value, own.Value]);
                inherited.Value = "changed";
                return Task.CompletedTask;
            });
            await Task.Yield();
            await Task.Yield();
            seen.Add(inherited.Value);
        });
        node.RunUntilIdle();

        Assert.Equal(2, seen.Count(value => value == "a"));
        Assert.Single(seen, value => value is null);
    }
}
