namespace Trestle;

/// <summary>What <see cref="Node.Top"/> looks for.</summary>
public enum ProcessOrder
{
    RunningTime,
    Mailbox,
    Reductions,
    Allocations,
    Links,
    Restarts,
}
