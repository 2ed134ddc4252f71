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
    const int PrimaryKey = 1555;
    const int Trigger = 1811;
    const int Unique = 2067;

    const string Index = "index ";
    const string BrokenReference = "FOREIGN KEY constraint failed";

    public static ConstraintViolation? Read(DbUpdateException failure) =>
        failure.InnerException is SqliteException error ? Read(error.SqliteExtendedErrorCode, Subject(error.Message)) : null;

    static ConstraintViolation? Read(int code, string subject) => code switch
    {
        Unique when subject.StartsWith(Index, StringComparison.Ordinal) =>
            ConstraintViolation.OfUnique(subject[Index.Length..].Trim('\'')),
        Unique or PrimaryKey => ConstraintViolation.OfUnique(subject.Split(", ").Select(Column).ToHashSet()),
        ForeignKey => ConstraintViolation.OfForeignKey(),
        // ON DELETE RESTRICT is a trigger to SQLite; an author's own trigger says something of its own.
        Trigger when subject == BrokenReference => ConstraintViolation.OfForeignKey(),
        NotNull => ConstraintViolation.OfNotNull(Column(subject)),
        Check => ConstraintViolation.OfCheck(subject),
        _ => null,
    };

    // SQLite Error 19: 'UNIQUE constraint failed: articles.blog_id, articles.slug'. Of an index on an expression it names
    // the index, as in "index 'ix_articles_slug'"; of a check the name, or its text where it has none.
    static string Subject(string message)
    {
        const string Failed = "constraint failed: ";
        var text = message[(message.IndexOf('\'', StringComparison.Ordinal) + 1)..message.LastIndexOf('\'')];
        var at = text.IndexOf(Failed, StringComparison.Ordinal);

        return at < 0 ? text : text[(at + Failed.Length)..];
    }

    static string Column(string name) => name[(name.LastIndexOf('.') + 1)..];
}
