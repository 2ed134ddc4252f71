namespace Trestle;

/// <summary>One entry of a mailbox.</summary>
abstract class Envelope
{
    public Envelope? Next { get; set; }

    /// <summary>What a handler would be given; null for the runtime's own entries.</summary>
    public virtual object? Content => null;

    /// <summary>The span of who sent it, for that of its handler; none while nobody listens.</summary>
    public virtual System.Diagnostics.ActivityContext Asker => default;

    /// <summary>Its turn has come.</summary>
    public abstract void TakeBy(Mailbox process);

    /// <summary>The process will never read this. May be told twice, from two threads.</summary>
    public virtual void Drop(Mailbox mailbox, ExitReason reason) { }
}

/// <summary>A message.</summary>
sealed class Letter(object message) : Envelope
{
    public object Message => message;

    public override object Content => message;

    public override void TakeBy(Mailbox process) => process.Take(this, message, null);
}

/// <summary>A message to a server from within a span.</summary>
sealed class TracedLetter(object message, System.Diagnostics.ActivityContext asker) : Envelope
{
    public override object Content => message;

    public override System.Diagnostics.ActivityContext Asker => asker;

    public override void TakeBy(Mailbox process) => process.Take(this, message, null);
}

/// <summary>
/// Something the process itself has to do in its turn: the rest of an await, the answer to a call. Runs also after the
/// process's end, so that <c>finally</c> blocks do.
/// </summary>
abstract class Errand : Envelope
{
    public abstract void Run(Mailbox process);

    public sealed override void TakeBy(Mailbox process)
    {
        try
        {
            Run(process);
        }
        catch (Exception exception)
        {
            process.DieOf(exception);
        }
    }
}

/// <summary>Something a server is asked by the runtime, in the order of its messages.</summary>
abstract class Request : Envelope
{
    public sealed override void TakeBy(Mailbox process) => process.Take(this, null, null);
}

/// <summary>The rest of an await.</summary>
sealed class Continuation(SendOrPostCallback callback, object? state) : Errand
{
    public override void Run(Mailbox process) => callback(state);
}

/// <summary>What a turn did not get to, oldest first; always the oldest entry of its mailbox.</summary>
sealed class Remainder(Envelope first, Envelope last) : Envelope
{
    public Envelope First => first;

    public Envelope Last { get; set; } = last;

    public override void TakeBy(Mailbox process) =>
        throw new InvalidOperationException("A remainder is taken apart, not handled.");
}
