using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Trestle;

/// <summary>Reads from SQLite's errors which constraint was broken.</summary>
static class SqliteConstraints
{
    // https://www.sqlite.org/rescode.html
    const int Check = 275;
    const int ForeignKey = 787;
    const int NotNull = 1299;
    const int Unique = 2067;

    public static ConstraintViolation? Read(DbUpdateException failure) => failure.InnerException switch
    {
        SqliteException { SqliteExtendedErrorCode: Unique } error => ConstraintViolation.OfUnique(Columns(error.Message)),
        SqliteException { SqliteExtendedErrorCode: ForeignKey } => ConstraintViolation.OfForeignKey(),
        SqliteException { SqliteExtendedErrorCode: NotNull } error => ConstraintViolation.OfNotNull(Columns(error.Message).Single()),
        SqliteException { SqliteExtendedErrorCode: Check } error => ConstraintViolation.OfCheck(Columns(error.Message).Single()),
        _ => null,
    };

    // SQLite Error 19: 'UNIQUE constraint failed: articles.blog_id, articles.slug'. A check is told by its name.
    static HashSet<string> Columns(string message)
    {
        var list = message[(message.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.', '\'');

        return [.. list.Split(", ").Select(column => column[(column.LastIndexOf('.') + 1)..])];
    }
}
