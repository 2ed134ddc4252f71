namespace Trestle;

/// <summary>
/// Carries an end along links. One end can cause another, and that the next: they are worked off in a loop, since a long
/// chain of links would otherwise use up the stack.
/// </summary>
static class ExitSignals
{
    [ThreadStatic] static Queue<(Mailbox From, Mailbox To, ExitReason Reason)>? later;

    public static void Send(Mailbox from, List<Mailbox> children, HashSet<Mailbox> links, ExitReason reason)
    {
        var isOutermost = later is null;
        var queue = later ??= [];

        foreach (var child in children)
        {
            if (child.LetGo())
                Send(from, child, reason, isOutermost ? null : queue);
        }

        foreach (var other in links)
        {
            if (other.RelationsIfAny?.RemoveLink(from) ?? false)
                Send(from, other, reason, isOutermost ? null : queue);
        }

        if (!isOutermost)
            return;

        try
        {
            while (queue.TryDequeue(out var signal))
                signal.To.Signal(signal.From, signal.Reason, isLink: true);
        }
        finally
        {
            later = null;
        }
    }

    static void Send(Mailbox from, Mailbox to, ExitReason reason, Queue<(Mailbox From, Mailbox To, ExitReason Reason)>? queue)
    {
        if (queue is null)
            to.Signal(from, reason, isLink: true);
        else
            queue.Enqueue((from, to, reason));
    }
}
