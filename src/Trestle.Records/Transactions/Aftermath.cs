namespace Trestle;

/// <summary>
/// What is to happen when the running transaction ends: facts to tell and callbacks to run if it commits, saves to undo
/// in memory if it does not.
/// </summary>
// In the order things were done. A savepoint is a mark in it: what came later is undone alone.
sealed class Aftermath(Action<object> publish, Action<Exception> failed)
{
    readonly List<Step> steps = [];

    public int Mark => steps.Count;

    public void Tell(IEnumerable<object> facts) => steps.AddRange(facts.Select(fact => new Step(Fact: fact)));

    public void Undo(Action? undo)
    {
        if (undo is not null)
            steps.Add(new(Undo: undo));
    }

    public void WhenCommitted(Func<Task> action) => steps.Add(new(Committed: action));

    public void WhenRolledBack(Action action) => steps.Add(new(RolledBack: action));

    /// <summary>Facts first: they are only told, and whoever hears one may read what was committed.</summary>
    public async Task CommittedAsync()
    {
        var done = Take(from: 0);

        foreach (var step in done)
            if (step.Fact is { } fact)
                publish(fact);

        foreach (var step in done)
            if (step.Committed is { } action)
                await GuardedAsync(action);
    }

    /// <summary>Undoes what was done since the mark, the last first.</summary>
    public void RolledBack(int mark = 0)
    {
        var undone = Take(mark);

        foreach (var step in undone.AsEnumerable().Reverse())
            step.Undo?.Invoke();

        foreach (var step in undone)
            if (step.RolledBack is { } action)
                Guarded(action);
    }

    Step[] Take(int from)
    {
        if (steps.Count == from)
            return [];

        Step[] taken = [.. steps.Skip(from)];
        steps.RemoveRange(from, taken.Length);

        return taken;
    }

    // The transaction has ended: whoever wrote has succeeded or been told already, whatever a callback makes of it.
    async Task GuardedAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception failure)
        {
            failed(failure);
        }
    }

    void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure)
        {
            failed(failure);
        }
    }

    readonly record struct Step(
        object? Fact = null, Action? Undo = null, Func<Task>? Committed = null, Action? RolledBack = null);
}
