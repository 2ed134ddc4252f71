namespace Trestle;

/// <summary>Messages that came while a process waited for others, oldest first.</summary>
sealed class Inbox
{
    Envelope? first;
    Envelope? last;

    public int Count { get; private set; }

    public void Add(Letter letter)
    {
        if (last is null)
            first = letter;
        else
            last.Next = letter;

        last = letter;
        Count++;
    }

    /// <summary>The oldest that fits; the others keep their order.</summary>
    public object? Take<T>(Func<T, bool>? match)
    {
        Envelope? before = null;

        for (var envelope = first; envelope is not null; (before, envelope) = (envelope, envelope.Next))
        {
            if (envelope.Content is not T message || !(match?.Invoke(message) ?? true))
                continue;

            Remove(before, envelope);

            return message;
        }

        return null;
    }

    void Remove(Envelope? before, Envelope envelope)
    {
        if (before is null)
            first = envelope.Next;
        else
            before.Next = envelope.Next;

        if (envelope.Next is null)
            last = before;

        Count--;
    }
}
