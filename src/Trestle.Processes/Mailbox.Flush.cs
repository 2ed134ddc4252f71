namespace Trestle;

// A Down is put into the mailbox under the lock that RemoveWatcher takes. So a monitor that is not there any more has put
// its Down where the process, in its own turn, finds it: among what was kept back, or in the chains that wait. From the
// chains nothing can be taken out; what is found there is noted, and dropped when its turn comes.

abstract partial class Mailbox
{
    /// <summary>Takes back the <see cref="Down"/> of a monitor that has been taken off. In the process's own turn.</summary>
    public void Flush(MonitorRef monitor)
    {
        if (TryFlushKept(monitor))
        {
            Limit?.Leave();
        }
        else if (Holds(Volatile.Read(ref head), monitor) || Holds(RestOfTurn, monitor))
        {
            (Relations.Flushed ??= []).Add(monitor);
            Set(Traits.Flushes, true);
        }
    }

    /// <summary>Removes it from the messages that were taken from the chain and not yet read.</summary>
    protected abstract bool TryFlushKept(MonitorRef monitor);

    Envelope? RestOfTurn => Worker.Current is { } worker && ReferenceEquals(worker.Running, this) ? worker.Rest : null;

    static bool Holds(Envelope? chain, MonitorRef monitor)
    {
        for (; chain is not null && !ReferenceEquals(chain, Idle); chain = chain.Next)
        {
            if (chain.Content is Down down && down.Monitor == monitor)
                return true;
        }

        return false;
    }

    bool TryDropFlushed(Envelope envelope)
    {
        var flushed = Relations.Flushed!;

        if (envelope.Content is not Down down || !flushed.Remove(down.Monitor))
            return false;

        Limit?.Leave();
        Set(Traits.Flushes, flushed.Count > 0);

        return true;
    }
}
