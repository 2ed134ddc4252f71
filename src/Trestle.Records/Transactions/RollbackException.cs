namespace Trestle;

/// <summary>
/// Thrown inside <see cref="Database.TransactionAsync(Func{Task})"/> or <see cref="Database.NestedTransactionAsync"/>,
/// it rolls back and goes no further.
/// </summary>
public sealed class RollbackException() : Exception("The transaction is to be rolled back.");

/// <summary>
/// The database ended a transaction so that another could go on: a deadlock, or two that cannot both be serializable.
/// Nothing of it was written; run it again.
/// </summary>
public sealed class TransactionConflictException(Exception cause) : Exception(
    """
    The transaction stood in the way of another one, and the database chose this one to give way. Nothing of it was written.

    Run it again; if it happens often, let all transactions lock records in the same order.
    """, cause);
