namespace Trestle;

/// <summary>
/// The database cannot be reached, read or written at all: nobody answers, it lets nobody in, it is full or damaged.
/// What was being written was not written.
/// </summary>
public sealed class DatabaseUnavailableException : Exception
{
    internal DatabaseUnavailableException(string fact, string cure, Exception cause) : base(
        $"""
        {fact}: {cause.Message}

        {cure}
        """, cause)
    {
    }
}
