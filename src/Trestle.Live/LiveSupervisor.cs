namespace Trestle;

/// <summary>
/// The processes behind live pages. Sockets end first: each ends its views and the uploads that come over it, and what is left their supervisors end.
/// </summary>
sealed class LiveSupervisor() : Supervisor(
[
    new(Uploads, () => new DynamicSupervisor()),
    new(Views, () => new DynamicSupervisor()),
    new(Sockets, () => new DynamicSupervisor()),
])
{
    public const string Uploads = "LiveUploads";
    public const string Views = "LiveViews";
    public const string Sockets = "LiveSockets";

    /// <summary>For the tree of the application.</summary>
    public static ChildSpec Spec { get; } = new("Live", () => new LiveSupervisor());

    /// <summary>Starts a child that is not started again: the browser joins again itself.</summary>
    public static async Task<Pid> StartAsync(Node node, string supervisor, string name, Func<GenServer> child)
    {
        var children = new Ref<DynamicSupervisor>(node.Registry, supervisor);
        var spec = new ChildSpec(name, child) { Restart = Restart.Temporary, IsRegistered = false };
        var started = await children.CallAsync(new DynamicSupervisor.StartChild(spec));

        return started.Failure is null ? started.Pid : throw started.Failure;
    }
}
