namespace Trestle;

/// <summary>A test failed in one of the orders that <see cref="TestNode.Explore"/> tried; it says which and how to see it again.</summary>
public sealed class ScheduleException : Exception
{
    const int MostLines = 60;

    internal ScheduleException(int seed, IReadOnlyList<string> trace, Exception failure)
        : base(
            $"""
            Fails with seed {seed}: {failure.Message}

            To see it again: TestNode.Seeded({seed}). Its turns{(trace.Count > MostLines ? $", the last {MostLines} of {trace.Count}" : "")}:

                {string.Join("\n    ", trace.TakeLast(MostLines))}
            """,
            failure) => Seed = seed;

    public int Seed { get; }
}
