namespace Trestle.Bench.Processes;

/// <summary>Children that are started one by one under a <see cref="DynamicSupervisor"/> and not started again.</summary>
sealed class Children
{
    readonly Ref<DynamicSupervisor> supervisor = Self.Node.Spawn(new DynamicSupervisor());

    public Task<Pid> StartAsync(Func<GenServer> start) => StartAsync(SpecOf(start));

    public async Task<List<Pid>> StartAsync(int count, Func<GenServer> start)
    {
        var spec = SpecOf(start);
        List<Pid> children = new(count);

        while (children.Count < count)
            children.Add(await StartAsync(spec));

        return children;
    }

    /// <summary>One spec serves for any number, as in OTP's simple_one_for_one.</summary>
    public async Task<Pid> StartAsync(ChildSpec spec)
    {
        var started = await supervisor.CallAsync(new DynamicSupervisor.StartChild(spec));

        return started.Failure is { } failure ? throw failure : started.Pid;
    }

    static ChildSpec SpecOf(Func<GenServer> start) =>
        new("child", start) { IsRegistered = false, Restart = Restart.Temporary };
}
