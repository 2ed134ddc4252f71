using System.Diagnostics.CodeAnalysis;

namespace Trestle;

/// <summary>
/// A value that is still loading, has been loaded or could not be: what <see cref="LiveView.Load"/> gives. The page is shown at once
/// and again when the value has come.
/// </summary>
public sealed class AsyncValue<T>
{
    Pid loader;

    internal AsyncValue(AsyncValue<T>? former)
    {
        if (former is not null)
            (IsLoaded, Value) = (former.IsLoaded, former.Value);
    }

    public bool IsLoading { get; private set; } = true;

    /// <summary>Whether there is a value; while another is loading, the former one.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsLoaded { get; private set; }

    public T? Value { get; private set; }

    /// <summary>Why it could not be loaded.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Ends the loading; what was there before stays.</summary>
    public void Cancel()
    {
        IsLoading = false;
        loader.Exit(ExitReason.Shutdown);
    }

    internal void LoadedBy(Pid pid) => loader = pid;

    internal bool TryEnd(ExitReason reason)
    {
        // One that was cancelled, or has a value, has ended before its process did.
        if (!IsLoading || reason == ExitReason.Normal)
            return false;

        IsLoading = false;
        Failure = (reason as ExitReason.Crashed)?.Exception ?? new ProcessExitException(reason);

        return true;
    }

    internal bool TrySet(T value)
    {
        if (!IsLoading)
            return false;

        (IsLoading, IsLoaded, Value) = (false, true, value);

        return true;
    }
}

/// <summary>Sent by the process that loads a value to the view that waits for it.</summary>
abstract record Arrival
{
    /// <summary>Hands the value over; false when nobody wants it any more.</summary>
    public abstract bool TryDeliver();

    public sealed record Of<T>(AsyncValue<T> Place, T Value) : Arrival
    {
        public override bool TryDeliver() => Place.TrySet(Value);
    }
}
