namespace Trestle;

/// <summary>A <see cref="TestProcess"/> received something else than was expected, or nothing.</summary>
public sealed class ExpectationException : Exception
{
    internal ExpectationException(string expected, IReadOnlyCollection<object> messages)
        : base(
            $"""
            Expected {expected}, got:{(messages.Count == 0 ? " nothing." : "")}{string.Concat(messages.Select(message => $"\n    {message}"))}
            """)
    {
    }
}
