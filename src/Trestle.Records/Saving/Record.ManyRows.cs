using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Trestle;

// Many rows in as few statements as the database allows, in one transaction: all of them or none. Neither rules nor
// callbacks run. The objects given are values only: they stay as they are, new ones stay new.
public abstract partial class Record<T>
{
    /// <summary>
    /// Writes many new rows in a statement and gives their ids. Neither rules nor callbacks run, and the objects stay
    /// new; timestamps that are not set are filled in. With <see cref="OnDuplicate.Skip"/> the ids are those of the rows
    /// written; <paramref name="uniqueBy"/> names the unique properties of which alone a duplicate is skipped.
    /// </summary>
    /// <exception cref="DbUpdateException">The database refuses a row; none is written.</exception>
    public static Task<IReadOnlyList<int>> InsertAllAsync(
        IEnumerable<T> rows,
        OnDuplicate onDuplicate = OnDuplicate.Refuse,
        Expression<Func<T, object?>>? uniqueBy = null)
    {
        if (uniqueBy is not null && onDuplicate == OnDuplicate.Refuse)
            throw new ArgumentException("expected uniqueBy only with OnDuplicate.Skip, got: OnDuplicate.Refuse");

        var duplicates = onDuplicate == OnDuplicate.Skip ? RowDuplicates.Skipped(uniqueBy) : RowDuplicates.Refused;

        return new RowInsertion(Database.Current, duplicates).WriteAsync([.. rows]);
    }

    /// <summary>
    /// Writes many rows in a statement, and where one is there already gives it the new values; gives the ids of all.
    /// What tells rows apart is <paramref name="uniqueBy"/>, which needs a unique index and is <see cref="Record.Id"/>
    /// unless told otherwise: <c>t => t.Name</c>, <c>t => new { t.Year, t.Number }</c>. A row that is there changes in
    /// the properties of <paramref name="updateOnly"/>, or in all, and in <see cref="Record.UpdatedAt"/> if one differs.
    /// Neither rules nor callbacks run.
    /// </summary>
    /// <exception cref="DbUpdateException">The database refuses a row; none is written.</exception>
    public static Task<IReadOnlyList<int>> UpsertAllAsync(
        IEnumerable<T> rows,
        Expression<Func<T, object?>>? uniqueBy = null,
        Expression<Func<T, object?>>? updateOnly = null) =>
        new RowInsertion(Database.Current, RowDuplicates.Updated(uniqueBy ?? (r => r.Id), updateOnly)).WriteAsync([.. rows]);
}
