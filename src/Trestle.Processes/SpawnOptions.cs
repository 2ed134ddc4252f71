namespace Trestle;

/// <summary>How a process is started, where the default does not fit.</summary>
public sealed record SpawnOptions
{
    /// <summary>What it is called in logs and in the process tree. Not registered: see <see cref="Registry"/>.</summary>
    public string? Name { get; init; }

    public Priority Priority { get; init; }

    /// <summary>The most messages that may wait; null for no limit.</summary>
    public int? MailboxLimit { get; init => field = value is { } limit ? AtLeast.One(limit) : null; }

    /// <summary>What happens to the next message at the limit.</summary>
    public Overflow Overflow { get; init; }

    static readonly SpawnOptions Default = new();

    internal static SpawnOptions Of(string? name) => name is null ? Default : new() { Name = name };

    internal void ApplyTo(Mailbox process)
    {
        if (Priority != Priority.Normal)
            process.Priority = Priority;

        if (MailboxLimit is { } limit)
            process.SetLimit(new(process, limit, Overflow));
    }
}
