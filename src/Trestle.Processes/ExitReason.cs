namespace Trestle;

/// <summary>Why a process ended. Links and monitors are told; a supervisor decides by it.</summary>
public abstract record ExitReason
{
    ExitReason() { }

    /// <summary>The process had nothing more to do. Does not end its links.</summary>
    public static readonly ExitReason Normal = new NormalExit();

    /// <summary>Its supervisor or the application asked it to end.</summary>
    public static readonly ExitReason Shutdown = new ShutdownExit();

    /// <summary>It was ended without being asked.</summary>
    public static readonly ExitReason Killed = new KilledExit();

    /// <summary>The process asked for did not exist, or had ended before it was linked or monitored.</summary>
    public static readonly ExitReason NoProcess = new NoProcessExit();

    /// <summary>An exception left the process.</summary>
    public sealed record Crashed(Exception Exception) : ExitReason
    {
        public override string ToString() => $"crashed: {Exception.GetType().Name}: {Exception.Message}";
    }

    sealed record NormalExit : ExitReason
    {
        public override string ToString() => "normal";
    }

    sealed record ShutdownExit : ExitReason
    {
        public override string ToString() => "shutdown";
    }

    sealed record KilledExit : ExitReason
    {
        public override string ToString() => "killed";
    }

    sealed record NoProcessExit : ExitReason
    {
        public override string ToString() => "no process";
    }
}
