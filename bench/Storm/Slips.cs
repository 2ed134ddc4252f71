namespace Trestle.Bench.Storms;

// A slip is what somebody keeps of what was promised to him. Each is written by one process at a time; the audit reads
// them when nothing moves.

/// <summary>Letters from one sender to one receiver: every one arrives, in order.</summary>
sealed class Correspondence(Pid sender, Pid receiver)
{
    public long Sent { get; set; }

    public long Received { get; private set; }

    public string? Take(long number)
    {
        var fault = number == Received + 1
            ? null
            : $"{receiver} got letter {number} of {sender} after letter {Received}";
        Received = number;

        return fault;
    }

    /// <summary>For a receiver that lives: what was sent has come.</summary>
    public string? Audit() => Sent == Received ? null : $"{receiver} got {Received} of the {Sent} letters of {sender}";
}

/// <summary>A monitor: told once when the other has ended, and never else.</summary>
sealed class Watch(Pid watcher, Pid watched)
{
    int told;

    public Pid Watched => watched;

    public bool IsTakenOff { get; set; }

    public bool IsTold => told > 0;

    public string? Tell() => ++told == 1 ? null : $"{watcher} was told {told} times of the end of {watched}";

    public string? Audit() => (IsTakenOff, watched.IsAlive, told) switch
    {
        (true, _, _) or (false, true, 0) or (false, false, 1) => null,
        (_, var isAlive, _) => $"{watcher} was told {told} times of {watched}, which {(isAlive ? "lives" : "has ended")}",
    };
}

/// <summary>A timer: fires once unless it is taken back, and then at most once.</summary>
sealed class Alarm(Pid owner)
{
    int fired;

    public TimerRef? Timer { get; set; }

    public bool IsTakenBack { get; set; }

    public bool HasRung => fired > 0;

    public string? Ring() => ++fired == 1 ? null : $"an alarm of {owner} rang {fired} times";

    public string? Audit() => fired == 1 || IsTakenBack ? null : $"an alarm of {owner} rang {fired} times";
}

/// <summary>A link: whoever lives on, and has not been told of the other's end, is linked to one that lives.</summary>
sealed class Tie(Pid owner, Pid other)
{
    int told;

    public Pid Other => other;

    public bool IsUntied { get; set; }

    public string? Tell() => ++told == 1 ? null : $"{owner} was told {told} times of the end of {other}, linked to it";

    public string? Audit(bool trapsExits) =>
        IsUntied || other.IsAlive || (trapsExits && told == 1)
            ? null
            : $"{owner} lives though {other}, linked to it, has ended (told {told} times)";
}
