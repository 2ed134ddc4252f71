using CsCheck;

namespace Trestle.Processes.Tests;

public class RegistryTests : World
{
    [Fact]
    public async Task A_name_is_free_again_when_its_process_ends()
    {
        var pid = Node.Spawn(async () => await Self.ReceiveAsync<string>());
        Node.Registry.Register("clerk", pid);
        Assert.Equal(pid, Node.Registry.Find("clerk"));

        pid.Send("leave");
        await EndOf(pid);

        Assert.Equal(default, Node.Registry.Find("clerk"));
    }

    [Fact]
    public void A_name_belongs_to_one_process()
    {
        var first = Node.Spawn(async () => await Self.ReceiveAsync<string>());
        var second = Node.Spawn(async () => await Self.ReceiveAsync<string>());
        Node.Registry.Register("clerk", first);

        var exception = Assert.Throws<InvalidOperationException>(() => Node.Registry.Register("clerk", second));

        Assert.Equal(
            $"{second} cannot be registered as clerk: {first} has that name. Unregister it, or choose another.",
            exception.Message);
    }

    [Fact]
    public async Task An_ended_process_gets_no_name()
    {
        var pid = Node.Spawn(() => Task.CompletedTask);
        await EndOf(pid);

        var exception = Assert.Throws<InvalidOperationException>(() => Node.Registry.Register("clerk", pid));

        Assert.Equal($"{pid} cannot be registered as clerk: it has ended.", exception.Message);
    }

    [Fact]
    public void A_name_says_something() => Assert.Equal(
        "expected a key that is not empty, got: \"\" (Parameter 'key')",
        Assert.Throws<ArgumentException>(() => Node.Registry.Register("", default)).Message);

    record Seat(int Row, int Number);

    [Fact]
    public void A_key_is_anything_that_can_be_compared()
    {
        var registry = new Registry();
        var pid = Idle();

        registry.Register(new Seat(3, 7), pid, "by the aisle");
        registry.Register(12, pid);

        Assert.Equal([(pid, "by the aisle")], registry.Lookup(new Seat(3, 7)));
        Assert.Equal(pid, registry.Find(12));
        Assert.Equal([12, new Seat(3, 7)], registry.KeysOf(pid).OrderBy(key => key is Seat));
        Assert.Equal(2, registry.Count);
    }

    Pid Idle() => Node.Spawn(async () => await Self.ReceiveAsync<string>());

    [Fact]
    public async Task A_duplicate_key_belongs_to_many_processes_and_reaches_all() => await InProcess(async () =>
    {
        var registry = new Registry(duplicateKeys: true);
        var me = Self.Pid;
        var other = Self.Spawn(async () => me.Send("told " + await Self.ReceiveAsync<string>()));
        registry.Register("news", me, 1);
        registry.Register("news", other, 2);

        registry.Dispatch("news", "hello");

        Assert.Equal("hello", await Self.ReceiveAsync<string>(text => text == "hello"));
        Assert.Equal("told hello", await Self.ReceiveAsync<string>());
    });

    [Fact]
    public void A_process_has_a_duplicate_key_once()
    {
        var registry = new Registry(duplicateKeys: true);
        var pid = Idle();
        registry.Register("news", pid);

        var exception = Assert.Throws<InvalidOperationException>(() => registry.Register("news", pid));

        Assert.Equal(
            $"{pid} cannot be registered as news: it is. Give the entry another value with Update.", exception.Message);
    }

    [Fact]
    public async Task All_entries_of_a_process_go_when_it_ends()
    {
        var registry = new Registry(duplicateKeys: true);
        var (leaving, staying) = (Idle(), Idle());
        registry.Register("news", leaving);
        registry.Register("sport", leaving);
        registry.Register("news", staying);

        leaving.Send("leave");
        await EndOf(leaving);

        Assert.Equal([("news", staying, null)], registry.Entries());
        Assert.Empty(registry.KeysOf(leaving));
        Assert.Equal(1, registry.Count);
    }

    [Fact]
    public void A_key_can_be_given_back_by_one_and_taken_from_all()
    {
        var registry = new Registry(duplicateKeys: true);
        var (first, second, third) = (Idle(), Idle(), Idle());

        foreach (var pid in new[] { first, second, third })
            registry.Register("news", pid);

        registry.Unregister("news", second);
        Assert.Equal([first, third], registry.Lookup("news").Select(entry => entry.Pid).OrderBy(pid => pid.Id));

        registry.Unregister("news");
        Assert.Empty(registry.Lookup("news"));
        Assert.Empty(registry.KeysOf(first));
    }

    [Fact]
    public async Task A_process_changes_the_value_of_its_own_entry() => await InProcess(() =>
    {
        Node.Registry.Register("count", Self.Pid, 1);

        Assert.True(Node.Registry.Update("count", value => (int)value! + 1));
        Assert.False(Node.Registry.Update("other", value => value));

        Assert.Equal([(Self.Pid, 2)], Node.Registry.Lookup("count"));

        return Task.CompletedTask;
    });

    sealed class Clerk : GenServer
    {
        public record Greet : ICall<string>;

        string Handle(Greet _) => $"hello from {Pid}";
    }

    [Fact]
    public async Task A_child_is_found_under_any_registry_and_key()
    {
        var seats = new Registry();
        var clerk = new Ref<Clerk>(seats, new Seat(1, 2));
        var supervisor = Node.Spawn(new Supervisor(
            [new("clerk", () => new Clerk()) { Registry = seats, Key = new Seat(1, 2) }]));
        await supervisor.CallAsync(new Supervisor.WhichChildren());

        Assert.Equal($"hello from {seats.Find(new Seat(1, 2))}", await clerk.CallAsync(new Clerk.Greet()));
        Assert.Equal(default, Node.Registry.Find("clerk"));
    }

    [Fact]
    public async Task A_child_is_not_found_before_its_start_so_that_no_message_comes_before_it()
    {
        for (var round = 0; round < 200; round++)
        {
            using var node = new Node(new() { Workers = 2 });
            node.Spawn(new Supervisor([new("eager", () => new Eager())]));

            while (node.Registry.Find("eager") == default)
                await Task.Yield();

            Assert.True(await new Ref<Eager>(node.Registry, "eager").CallAsync(new Eager.HasStarted()));
        }
    }

    sealed class Eager : GenServer
    {
        public record HasStarted : ICall<bool>;

        bool hasStarted;

        protected internal override Task Init()
        {
            hasStarted = true;
            return Task.CompletedTask;
        }

        bool Handle(HasStarted _) => hasStarted;
    }

    [Fact]
    public async Task A_child_whose_name_is_taken_does_not_start()
    {
        var other = Idle();
        Node.Registry.Register("clerk", other);
        var supervisor = Node.Spawn(new Supervisor([new("clerk", () => new Clerk())]));

        var crash = Assert.IsType<ExitReason.Crashed>(await EndOf(supervisor.Pid));

        Assert.EndsWith(
            $" cannot be registered as clerk: {other} has that name. Unregister it, or choose another.", crash.Exception.Message);
        await Until(() => Node.ProcessCount == 1);
    }

    [Fact]
    public void Does_as_a_list_of_entries_would() =>
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 2]).Array[0, 60]).Sample((duplicates, steps) =>
        {
            var registry = new Registry(duplicates);
            var pids = Enumerable.Range(0, 4).Select(_ => Idle()).ToArray();
            var model = new List<(object Key, Pid Pid)>();

            foreach (var (step, process, key) in steps)
            {
                var pid = pids[process];

                if (step == 0 && !pid.IsAlive)
                    pids[process] = Idle();
                else if (step == 0)
                {
                    pid.Exit(ExitReason.Killed);
                    model.RemoveAll(entry => entry.Pid == pid);
                }
                else if (step == 1)
                {
                    registry.Unregister(key, pid);
                    model.Remove((key, pid));
                }
                else if (pid.IsAlive)
                {
                    var isFree = duplicates ? !model.Contains((key, pid)) : model.All(entry => !entry.Key.Equals(key));

                    if (isFree)
                        model.Add((key, pid));

                    if (registry.TryRegister(key, pid) != isFree)
                        return false;
                }

                if (!Same(registry.Entries().Select(entry => (entry.Key, entry.Pid)), model) || registry.Count != model.Count)
                    return false;

                var found = registry.Find(key);

                if (model.Any(entry => entry.Key.Equals(key)) ? !model.Contains((key, found)) : found != default)
                    return false;

                if (pids.Any(owner => !Same(
                    registry.KeysOf(owner).Select(owned => (owned, owner)), model.Where(entry => entry.Pid == owner))))
                    return false;
            }

            return true;
        }, iter: 200);

    static bool Same(IEnumerable<(object Key, Pid Pid)> left, IEnumerable<(object Key, Pid Pid)> right) =>
        left.ToHashSet().SetEquals(right);

    [Fact]
    public async Task Nothing_is_left_of_processes_that_end_while_they_are_registered()
    {
        var registry = new Registry(duplicateKeys: true);

        var ends = Enumerable.Range(0, 2_000).Select(number =>
        {
            var pid = Node.Spawn(() =>
            {
                registry.TryRegister(number % 7, Self.Pid);
                return Task.CompletedTask;
            });

            try
            {
                registry.TryRegister("all", pid);
            }
            catch (InvalidOperationException)
            {
                // It has ended already.
            }

            return EndOf(pid);
        });

        await Task.WhenAll(ends);
        Assert.Equal(0, registry.Count);
        Assert.Empty(registry.Entries());
    }
}
