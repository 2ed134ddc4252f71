namespace Trestle;

/// <summary>A supervisor whose children are started while it runs. Call it with <see cref="StartChild"/>.</summary>
public sealed class DynamicSupervisor(RestartIntensity? intensity = null) : Supervisor([], intensity)
{
    /// <summary>Starts a child; answers its pid once its <c>Init</c> has ended, and fails as Init did.</summary>
    public sealed record StartChild(ChildSpec Spec) : ICall<StartedChild>;

    /// <summary>The answer to <see cref="StartChild"/>: one of the two is set.</summary>
    public sealed record StartedChild(Pid Pid, Exception? Failure);

    async Task<StartedChild> Handle(StartChild start)
    {
        try
        {
            return new(await AddAsync(start.Spec), null);
        }
        catch (Exception exception)
        {
            return new(default, exception);
        }
    }
}
