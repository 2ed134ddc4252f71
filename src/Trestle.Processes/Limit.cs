namespace Trestle;

/// <summary>What becomes of a message sent to a process whose mailbox is at its limit.</summary>
public enum Overflow
{
    /// <summary><c>DeliverAsync</c> waits until there is room; <c>Send</c>, which cannot wait, throws <see cref="MailboxFullException"/>.</summary>
    Wait,

    /// <summary>The message is dropped.</summary>
    Drop,

    /// <summary>The process crashes with <see cref="MailboxFullException"/>, and its supervisor decides.</summary>
    Crash,
}

/// <summary>
/// How many messages wait in a mailbox that has a limit. Calls, exits and monitors' messages count but are never refused.
/// </summary>
sealed class Limit(Mailbox process, int messages, Overflow overflow)
{
    readonly Queue<TaskCompletionSource> senders = [];

    int count;

    public void Enter() => Interlocked.Increment(ref count);

    public void Leave()
    {
        if (Interlocked.Decrement(ref count) >= messages || overflow != Overflow.Wait)
            return;

        lock (senders)
        {
            if (senders.TryDequeue(out var sender))
                sender.SetResult();
        }
    }

    /// <summary>Whether the message may be put in the mailbox.</summary>
    public bool Admits()
    {
        if (Volatile.Read(ref count) < messages)
            return true;

        if (overflow == Overflow.Drop)
        {
            process.Node.Counts.MessageDropped();
            return false;
        }

        var full = new MailboxFullException(process.DisplayName, messages);

        if (overflow == Overflow.Wait)
            throw full;

        process.Die(new ExitReason.Crashed(full));

        return false;
    }

    public async ValueTask DeliverAsync(object message)
    {
        while (overflow == Overflow.Wait && Volatile.Read(ref count) >= messages && !process.IsDead)
            await RoomAsync();

        if (overflow == Overflow.Wait || Admits())
            process.Deliver(new Letter(message));
    }

    Task RoomAsync()
    {
        lock (senders)
        {
            if (Volatile.Read(ref count) < messages || process.IsDead)
                return Task.CompletedTask;

            var sender = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            senders.Enqueue(sender);

            return sender.Task;
        }
    }

    /// <summary>The process has ended: nobody waits for room any more.</summary>
    public void Release()
    {
        lock (senders)
        {
            while (senders.TryDequeue(out var sender))
                sender.SetResult();
        }
    }
}
