namespace Trestle.Processes.Tests;

/// <summary>What Elixir's tests of Registry check beyond ours; docs/internals/otp.md has the list.</summary>
public sealed class RegistrySuiteTests : IDisposable
{
    readonly TestNode node = TestNode.Seeded(1);
    readonly Registry unique = new();
    readonly Registry duplicate = new(duplicateKeys: true);
    readonly TestProcess test;

    public RegistrySuiteTests() => test = TestProcess.Start(node, "test");

    public void Dispose() => node.Dispose();

    TestProcess Another() => TestProcess.Start(node);

    [Fact]
    public void A_key_that_its_process_registers_again_stays_as_it_is()
    {
        unique.Register("hello", test.Pid, 1);

        Assert.False(unique.TryRegister("hello", test.Pid, 2));
        Assert.Equal([(test.Pid, 1)], unique.Lookup("hello"));
        Assert.Equal(["hello"], unique.KeysOf(test.Pid));
    }

    [Fact]
    public void A_refused_registration_leaves_nothing_behind()
    {
        var other = Another();
        unique.Register("hello", test.Pid);

        Assert.False(unique.TryRegister("hello", other.Pid));

        Assert.Empty(unique.KeysOf(other.Pid));
        other.Pid.Exit(ExitReason.Killed);
        node.RunUntilIdle();
        Assert.Equal(test.Pid, unique.Find("hello"));
    }

    [Fact]
    public void A_key_is_free_for_the_next_at_the_moment_when_its_process_is_ended()
    {
        var owner = Another();
        unique.Register("hello", owner.Pid, "old");

        owner.Pid.Exit(ExitReason.Killed); // its turn to unwind has not come

        Assert.True(unique.TryRegister("hello", test.Pid, "new"));
        node.RunUntilIdle();
        Assert.Equal([(test.Pid, "new")], unique.Lookup("hello"));
    }

    [Fact]
    public void Keys_of_different_types_are_different()
    {
        foreach (var key in (object[])[1, 1.0, 1L, '1', "1"])
            unique.Register(key, test.Pid);

        Assert.Equal([1, 1.0, 1L, '1', "1"], unique.KeysOf(test.Pid).Order(Comparer<object>.Create(
            (left, right) => Place(left).CompareTo(Place(right)))));

        static int Place(object key) => Array.IndexOf([typeof(int), typeof(double), typeof(long), typeof(char), typeof(string)], key.GetType());
    }

    [Fact]
    public void What_nobody_has_is_dispatched_to_nobody_and_given_back_by_nobody()
    {
        unique.Dispatch("hello", "to whom?");
        duplicate.Dispatch("hello", "to whom?");
        unique.Unregister("hello");
        unique.Unregister("hello", test.Pid);
        duplicate.Unregister("hello", test.Pid);
        node.RunUntilIdle();

        Assert.Empty(test.Messages);
        Assert.Equal((0, 0), (unique.Count, duplicate.Count));
    }

    [Fact]
    public void A_message_to_a_key_reaches_each_of_its_processes_once_and_no_other()
    {
        var (second, third) = (Another(), Another());
        duplicate.Register("hello", test.Pid);
        duplicate.Register("hello", second.Pid);
        duplicate.Register("world", third.Pid);

        duplicate.Dispatch("hello", 1);
        duplicate.Dispatch("world", 2);
        node.RunUntilIdle();

        Assert.Equal([1], test.Messages);
        Assert.Equal([1], second.Messages);
        Assert.Equal([2], third.Messages);
    }

    [Fact]
    public void A_key_that_was_given_back_is_not_taken_from_the_next_who_has_it()
    {
        var next = Another();
        unique.Register("hello", test.Pid);
        unique.Unregister("hello");
        unique.Register("hello", next.Pid);

        unique.Unregister("hello", test.Pid);
        test.Pid.Exit(ExitReason.Killed);
        node.RunUntilIdle();

        Assert.Equal(next.Pid, unique.Find("hello"));
    }

    [Fact]
    public void A_process_that_registers_itself_when_its_name_is_free_has_it_whoever_asks_first()
    {
        var owners = new List<Pid>();

        for (var process = 0; process < 5; process++)
        {
            node.Node.Spawn(async () =>
            {
                if (unique.TryRegister("leader", Self.Pid))
                    owners.Add(Self.Pid);

                await Self.ReceiveAsync<string>();
            });
        }

        node.RunUntilIdle();

        Assert.Equal([unique.Find("leader")], owners);
    }

    [Fact]
    public void Entries_can_be_searched_by_key_and_value()
    {
        var second = Another();
        duplicate.Register("hello", test.Pid, (1, "a"));
        duplicate.Register("hello", second.Pid, (2, "a"));
        duplicate.Register("world", second.Pid, (3, "b"));

        Assert.Equal(
            [test.Pid, second.Pid],
            duplicate.Entries().Where(entry => entry.Value is (1 or 2, "a")).Select(entry => entry.Pid).OrderBy(pid => pid.Id));
        Assert.Equal(["world"], duplicate.Entries().Where(entry => entry.Value is (3, "b")).Select(entry => entry.Key));
    }
}
