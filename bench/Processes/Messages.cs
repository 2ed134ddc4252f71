namespace Trestle.Bench.Processes;

sealed record Finished;

/// <summary>A token that servers hand on, each to the next.</summary>
static class Hops
{
    sealed record Hop(int Left) : ICast;

    sealed record GoesTo(Pid Next) : ICast;

    sealed class Hopper(Pid driver) : GenServer
    {
        Pid next;

        void Handle(GoesTo message) => next = message.Next;

        void Handle(Hop hop)
        {
            if (hop.Left == 0)
                driver.Send(new Finished());
            else
                next.Send(new Hop(hop.Left - 1));
        }
    }

    public static async Task PingPong(int trips)
    {
        var first = await StartAsync(2);
        await Driver.WarmUpAsync(() => HopAsync(first, 2000));

        // A round trip is two hops.
        Driver.Print("pingpong", Driver.PerSecond(trips, await Driver.TimeAsync(() => HopAsync(first, 2 * trips))));
    }

    public static async Task Ring(int hops)
    {
        var first = await StartAsync(1000);
        await Driver.WarmUpAsync(() => HopAsync(first, 10_000));

        Driver.Print("ring", Driver.PerSecond(hops, await Driver.TimeAsync(() => HopAsync(first, hops))));
    }

    static async Task<Pid> StartAsync(int count)
    {
        var driver = Self.Pid;
        var servers = await new Children().StartAsync(count, () => new Hopper(driver));

        for (var index = 0; index < count; index++)
            servers[index].Send(new GoesTo(servers[(index + 1) % count]));

        return servers[0];
    }

    static async Task HopAsync(Pid first, int hops)
    {
        first.Send(new Hop(hops));
        await Self.ReceiveAsync<Finished>();
    }
}

/// <summary>Many to one, and one to many and back.</summary>
static class Crowds
{
    const int Senders = 8;

    sealed record Number(int Value) : ICast;

    sealed record Expect(int Count) : ICast;

    sealed record Wake(int Value) : ICast;

    /// <summary>Counts, and tells of the last.</summary>
    sealed class Counter(Pid driver) : GenServer
    {
        int left;

        void Handle(Expect expect) => left = expect.Count;

        void Handle(Number _)
        {
            if (--left == 0)
                driver.Send(new Finished());

            Driver.Check(left >= 0, "A message came more than once.");
        }
    }

    /// <summary>Answers the collector.</summary>
    sealed class Woken(Pid collector) : GenServer
    {
        void Handle(Wake wake) => collector.Send(new Number(wake.Value));
    }

    public static async Task Flood(int count)
    {
        var driver = Self.Pid;
        var counter = await new Children().StartAsync(() => new Counter(driver));
        await Driver.WarmUpAsync(() => FloodAsync(counter, 8000));

        Driver.Print("flood", Driver.PerSecond(count, await Driver.TimeAsync(() => FloodAsync(counter, count))));
    }

    static async Task FloodAsync(Pid counter, int count)
    {
        counter.Send(new Expect(count));

        for (var sender = 0; sender < Senders; sender++)
            Self.SpawnLink(() => Driver.ForEachAsync(count / Senders, number => counter.Send(new Number(number))));

        await Self.ReceiveAsync<Finished>();
    }

    public static async Task Fanout(int count)
    {
        var driver = Self.Pid;
        var children = new Children();
        var collector = await children.StartAsync(() => new Counter(driver));
        var sleepers = await children.StartAsync(count, () => new Woken(collector));

        await Driver.WarmUpAsync(() => WakeAsync(collector, sleepers, 1000));
        await WakeAsync(collector, sleepers, count);

        Driver.Print("fanout", Driver.PerSecond(count, await Driver.TimeAsync(() => WakeAsync(collector, sleepers, count))));
    }

    static async Task WakeAsync(Pid collector, List<Pid> sleepers, int count)
    {
        collector.Send(new Expect(count));
        await Driver.ForEachAsync(count, index => sleepers[index].Send(new Wake(index)));
        await Self.ReceiveAsync<Finished>();
    }
}

/// <summary>Calls with their monitor and the default timeout, one after the other.</summary>
static class Calls
{
    sealed record Ask(int Number) : ICall<int>;

    sealed class Answers : GenServer
    {
        int Handle(Ask ask) => ask.Number + 1;
    }

    public static async Task OneByOne(int count)
    {
        var server = Self.Node.Spawn(new Answers());
        Self.Link(server.Pid);
        await Driver.WarmUpAsync(() => AskAsync(server, 2000));

        Driver.Print("call", Driver.PerSecond(count, await Driver.TimeAsync(() => AskAsync(server, count))));
    }

    static async Task AskAsync(Ref<Answers> server, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var answer = await server.CallAsync(new Ask(number));

            if (answer != number + 1)
                throw new InvalidOperationException($"asked {number}, got: {answer}");
        }
    }
}
