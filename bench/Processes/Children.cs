namespace Trestle.Bench.Processes;

/// <summary>Children that are started one by one under a <see cref="DynamicSupervisor"/> and not started again.</summary>
sealed class Children
{
    readonly Ref<DynamicSupervisor> supervisor = Self.Node.Spawn(new DynamicSupervisor());

    public async Task<Pid> StartAsync(Func<GenServer> start)
    {
        var started = await supervisor.CallAsync(new DynamicSupervisor.StartChild(
            new ChildSpec("child", start) { IsRegistered = false, Restart = Restart.Temporary }));

        return started.Failure is { } failure ? throw failure : started.Pid;
    }

    public async Task<List<Pid>> StartAsync(int count, Func<GenServer> start)
    {
        List<Pid> children = new(count);

        while (children.Count < count)
            children.Add(await StartAsync(start));

        return children;
    }
}
