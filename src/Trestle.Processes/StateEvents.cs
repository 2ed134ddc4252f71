namespace Trestle;

/// <summary>Something a state machine has to handle; a call is answered when it has been.</summary>
sealed record StateEvent(object Message, Call? Call)
{
    /// <summary>From here on the caller is told when the machine ends before it has answered.</summary>
    public void Promise()
    {
        if (Call is not null)
            GenServer.Process.Relations.Promise(Call);
    }

    public void Answer(object? reply)
    {
        if (Call is null || ReferenceEquals(reply, HandlerTable.Later))
            return;

        GenServer.Process.Relations.Kept(Call);
        Call.ReplyWith(reply);
    }
}

/// <summary>What a state machine has to handle before it looks into its mailbox again.</summary>
sealed class StateEvents
{
    readonly LinkedList<StateEvent> waiting = [];
    readonly List<StateEvent> raised = [];
    readonly List<StateEvent> postponed = [];

    public void Raise(object message) => raised.Add(new(message, null));

    public void Append(object message) => waiting.AddLast(new StateEvent(message, null));

    public void Postpone(StateEvent happened)
    {
        happened.Promise();
        postponed.Add(happened);
    }

    /// <summary>Puts what was raised in front of what waits.</summary>
    public void Settle()
    {
        PutInFront(raised);
    }

    /// <summary>The same, and what was postponed comes right behind it.</summary>
    public void SettleWithPostponed()
    {
        PutInFront(postponed);
        PutInFront(raised);
    }

    void PutInFront(List<StateEvent> events)
    {
        for (var index = events.Count - 1; index >= 0; index--)
            waiting.AddFirst(events[index]);

        events.Clear();
    }

    public bool TryNext(out StateEvent next)
    {
        next = waiting.First?.Value!;

        if (next is null)
            return false;

        waiting.RemoveFirst();

        return true;
    }
}
