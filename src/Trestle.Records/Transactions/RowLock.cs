using Microsoft.EntityFrameworkCore;

namespace Trestle;

/// <summary>What to do about a row that another transaction has locked.</summary>
public enum Locked
{
    /// <summary>Wait until that transaction has ended.</summary>
    Wait,

    /// <summary>Go on without the row, as who takes work from a queue does.</summary>
    Skip,

    /// <summary>Fail at once with a <see cref="RecordLockedException"/>.</summary>
    Fail,
}

/// <summary>A row was asked for with <see cref="Locked.Fail"/>, and another transaction has locked it.</summary>
public sealed class RecordLockedException(Exception cause) : Exception(
    """
    Another transaction has locked a row that was asked for with Locked.Fail.

    Try again later, wait for it with Locked.Wait, or go on without it with Locked.Skip.
    """, cause);

// The wish travels to the database in a tag of the query, a comment that the engine reads there.
static class RowLock
{
    const string Tag = "trestle: for update ";

    public static IQueryable<T> ForUpdate<T>(IQueryable<T> records, Locked locked) => records.TagWith(Tag + locked);

    /// <summary>The wish of a statement; null for most.</summary>
    public static Locked? Of(string sql)
    {
        var at = sql.StartsWith("-- ", StringComparison.Ordinal) ? sql.IndexOf(Tag, StringComparison.Ordinal) : -1;

        if (at < 0)
            return null;

        var wish = sql.AsSpan(at + Tag.Length);

        return Enum.Parse<Locked>(wish[..wish.IndexOfAny('\r', '\n')]);
    }
}
