namespace Trestle.Processes.Tests;

public sealed class ProcessInfoTests : World
{
    [Fact]
    public async Task Tells_what_a_process_is_tied_to()
    {
        var other = Node.Spawn(() => Self.ReceiveAsync<string>().AsTask(), "other");

        var pid = Node.Spawn(
            async () =>
            {
                Self.Link(other);
                await Self.ReceiveAsync<string>();
            },
            new SpawnOptions { Name = "one", Priority = Priority.High });

        await Until(() => Node.Info(pid) is { State: ProcessState.Waiting, Links: 1 });
        var info = Node.Info(pid)!;

        Assert.Equal(("one", "task", Priority.High, 0), (info.Name, info.Kind, info.Priority, info.MailboxLength));
        Assert.Equal(1, Node.Info(other)!.Links);
    }

    [Fact]
    public async Task Knows_nothing_of_a_process_that_has_ended()
    {
        var pid = Node.Spawn(() => Task.CompletedTask);
        await EndOf(pid);

        Assert.Null(Node.Info(pid));
    }

    [Fact]
    public async Task Finds_the_fullest_mailboxes_first()
    {
        using var gate = new ManualResetEventSlim();
        var busy = Node.Spawn(() => Self.ReceiveAsync<int>().AsTask(), "empty");
        var crowded = Occupied(gate, "crowded", 5);
        var fuller = Occupied(gate, "fuller", 9);

        await Until(() => Node.Top(2, ProcessOrder.Mailbox) is [{ MailboxLength: 9 }, { MailboxLength: 5 }]);
        Assert.Equal([fuller, crowded], Node.Top(2, ProcessOrder.Mailbox).Select(info => info.Pid));
        Assert.Equal(0, Node.Info(busy)!.MailboxLength);
        gate.Set();
    }

    [Fact]
    public async Task Sees_who_holds_a_thread_and_adds_up_the_time()
    {
        using var gate = new ManualResetEventSlim();
        Node.Spawn(() => Self.ReceiveAsync<int>().AsTask(), "idle");
        var hog = Occupied(gate, "hog", 0);

        await Until(() => Node.Info(hog) is { State: ProcessState.Stuck } info && info.RunningTime > TimeSpan.FromMilliseconds(20));
        Assert.Equal(hog, Node.Top(1, ProcessOrder.RunningTime).Single().Pid);
        gate.Set();
        await EndOf(hog);
    }

    [Fact]
    public void Tells_every_name_a_process_is_registered_under()
    {
        var desks = new Registry();
        var rooms = new Registry(duplicateKeys: true);
        var pid = Node.Spawn(() => Self.ReceiveAsync<int>().AsTask(), "label");
        Node.Registry.Register("printer", pid);
        desks.Register(7, pid);
        rooms.Register("hall", pid);

        Assert.Equal(["printer", 7, "hall"], Node.Info(pid)!.RegisteredNames);
        Assert.Equal("label", Node.Info(pid)!.Name);

        Node.Registry.Unregister("printer");

        Assert.Equal([7, "hall"], Node.Info(pid)!.RegisteredNames);
    }

    [Fact]
    public void A_label_is_no_registered_name()
    {
        var pid = Node.Spawn(() => Self.ReceiveAsync<int>().AsTask(), "label");

        Assert.Empty(Node.Info(pid)!.RegisteredNames);
        Assert.False(Node.Registry.Find("label").IsAlive);
    }

    [Fact]
    public async Task Finds_who_allocates_most_by_samples()
    {
        var isOver = false;
        var wasteful = Busy(() => GC.KeepAlive(new byte[10_000]));
        var frugal = Busy(() => { });
        var idle = Node.Spawn(() => Self.ReceiveAsync<int>().AsTask(), "idle");

        await Until(() => Node.Info(wasteful)!.AllocatedBytes > 100_000_000);
        var top = Node.Top(2, ProcessOrder.Allocations);

        Assert.Equal(wasteful, top[0].Pid);
        Assert.InRange(Node.Info(frugal)!.AllocatedBytes, 0, top[0].AllocatedBytes / 2);
        Assert.Equal(0, Node.Info(idle)!.AllocatedBytes);
        Volatile.Write(ref isOver, true);
        await EndOf(wasteful);
        await EndOf(frugal);

        Pid Busy(Action step) => Node.Spawn(async () =>
        {
            while (!Volatile.Read(ref isOver))
            {
                step();
                await Task.Yield();
            }
        });
    }

    [Fact]
    public async Task Names_those_that_started_it_the_nearest_first()
    {
        var made = new TaskCompletionSource<(Pid, Pid, Pid)>(TaskCreationOptions.RunContinuationsAsynchronously);
        Node.Spawn(() =>
        {
            var grandmother = Self.Pid;
            Self.Spawn(() =>
            {
                var mother = Self.Pid;
                made.SetResult((grandmother, mother, Self.Spawn(() => Self.ReceiveAsync<int>().AsTask())));
                return Self.ReceiveAsync<int>().AsTask();
            });
            return Self.ReceiveAsync<int>().AsTask();
        });

        var (grandmother, mother, child) = await made.Task.WaitAsync(Patience);

        Assert.Equal([mother, grandmother], Node.Info(child)!.Ancestors);
        Assert.Empty(Node.Info(grandmother)!.Ancestors);
    }

    [Fact]
    public async Task Finds_who_has_most_links_and_who_was_started_most_often()
    {
        var supervisor = Node.Spawn(new Supervisor([new("fragile", () => new Fragile())]));
        await supervisor.CallAsync(new Supervisor.WhichChildren());
        var first = Node.Registry.Find("fragile");
        var hub = Node.Spawn(() =>
        {
            for (var other = 0; other < 3; other++)
                Self.SpawnLink(() => Self.ReceiveAsync<int>().AsTask());

            return Self.ReceiveAsync<int>().AsTask();
        });
        first.Send("crash");

        await Until(() => Node.Registry.Find("fragile") is { IsAlive: true } again && again != first && Node.Info(hub)!.Links == 3);

        Assert.Equal(hub, Node.Top(1, ProcessOrder.Links).Single().Pid);
        Assert.Equal(
            (Node.Registry.Find("fragile"), 1),
            (Node.Top(1, ProcessOrder.Restarts).Single().Pid, Node.Top(1, ProcessOrder.Restarts).Single().Restarts));
    }

    sealed class Fragile : GenServer
    {
        void Handle(string message) => throw new InvalidOperationException(message);
    }

    [Fact]
    public async Task Puts_children_below_their_parent_and_counts_those_not_shown()
    {
        Node.Spawn(
            async () =>
            {
                for (var index = 0; index < 5; index++)
                    Self.Node.Spawn(() => Self.ReceiveAsync<int>().AsTask(), "child");

                await Self.ReceiveAsync<int>();
            },
            "parent");

        await Until(() => Node.ProcessCount == 6);
        var root = Assert.Single(Node.Tree(mostChildren: 2));

        Assert.Equal(("parent", 3), (root.Process.Name, root.More));
        Assert.Equal(["child", "child"], root.Children.Select(branch => branch.Process.Name));
    }

    Pid Occupied(ManualResetEventSlim gate, string name, int messages)
    {
        var pid = Node.Spawn(
            () =>
            {
                gate.Wait();

                return Task.CompletedTask;
            },
            name);

        for (var index = 0; index < messages; index++)
            pid.Send(index);

        return pid;
    }
}
