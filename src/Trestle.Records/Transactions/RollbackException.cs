namespace Trestle;

/// <summary>
/// Thrown inside <see cref="Database.TransactionAsync(Func{Task})"/> or <see cref="Database.NestedTransactionAsync"/>,
/// it rolls back and goes no further.
/// </summary>
public sealed class RollbackException() : Exception("The transaction is to be rolled back.");

/// <summary>
/// A transaction was not committed though its work ended well: PostgreSQL had refused a statement of it, and undoes a
/// transaction with such a statement, also when the refusal was caught. The inner exception is the refusal.
/// </summary>
public sealed class FailedTransactionException(Exception refusal) : Exception(
    """
    The transaction was not committed, and nothing of it was written: a statement in it was refused, and the refusal was caught.

    Let the refusal leave the transaction, or put what may be refused into one of its own:

        await Database.NestedTransactionAsync(async () => ...);
    """, refusal);

/// <summary>
/// The database ended a transaction so that another could go on: a deadlock, or two that cannot both be serializable.
/// Nothing of it was written; run it again.
/// </summary>
public sealed class TransactionConflictException(Exception cause) : Exception(
    """
    The transaction stood in the way of another one, and the database chose this one to give way. Nothing of it was written.

    Run it again; if it happens often, let all transactions lock records in the same order.
    """, cause);
