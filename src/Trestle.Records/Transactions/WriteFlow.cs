namespace Trestle;

/// <summary>
/// Which write of a unit of work the running code belongs to: one within another is as it should be, and two side by side
/// would mix their statements in one transaction.
/// </summary>
sealed class WriteFlow
{
    static readonly AsyncLocal<Write?> here = new();

    Write? innermost;

    /// <summary>To be called by the async method that writes, whose callees then belong to the write.</summary>
    /// <exception cref="InvalidOperationException">Another one is under way, and this one did not begin within it.</exception>
    public Write Enter()
    {
        if (innermost is not null && innermost != here.Value)
            throw new InvalidOperationException(
                """
                Two writes at once in one unit of work: this one began before another had ended, and they would share its transaction.

                Await one after the other, or give each a unit of work of its own:

                    await using var work = database.BeginUnitOfWork();
                """);

        return innermost = here.Value = new(this, outer: innermost);
    }

    public sealed class Write(WriteFlow flow, Write? outer) : IDisposable
    {
        public void Dispose() => flow.innermost = outer;
    }
}
