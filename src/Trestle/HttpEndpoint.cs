namespace Trestle;

/// <summary>
/// Takes requests and live connections. List it last in <see cref="Application.Children"/>: it opens the door once
/// everything above it is up, and closes it first.
/// </summary>
public sealed class HttpEndpoint : Supervisor
{
    internal HttpEndpoint(AppHost host, Release release)
        : this(host, release, new TaskSupervisor())
    {
    }

    HttpEndpoint(AppHost host, Release release, TaskSupervisor requests)
        : base(
        [
            new("Requests", () => requests),
            LiveSupervisor.Spec,
            new("Listener", () => new Listener(host, release, requests)) { ShutdownTimeout = TimeSpan.FromSeconds(15) },
        ])
    {
    }
}
