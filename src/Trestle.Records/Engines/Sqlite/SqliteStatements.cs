using System.Runtime.InteropServices;
using SQLitePCL;

namespace Trestle;

/// <summary>The statements of a connection, asked of SQLite itself.</summary>
// https://www.sqlite.org/c3ref/next_stmt.html
static partial class SqliteStatements
{
    /// <summary>Whether one has begun and not ended: a reader that nobody has closed.</summary>
    public static bool AnyRuns(sqlite3 connection)
    {
        for (var statement = Next(connection, 0); statement != 0; statement = Next(connection, statement))
            if (IsBusy(statement) != 0)
                return true;

        return false;
    }

    [LibraryImport(SqliteColumns.Library, EntryPoint = "sqlite3_next_stmt"), DefaultDllImportSearchPaths(SqliteColumns.Where)]
    private static partial nint Next(sqlite3 connection, nint statement);

    [LibraryImport(SqliteColumns.Library, EntryPoint = "sqlite3_stmt_busy"), DefaultDllImportSearchPaths(SqliteColumns.Where)]
    private static partial int IsBusy(nint statement);
}
