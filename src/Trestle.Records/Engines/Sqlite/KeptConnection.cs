using System.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Trestle;

/// <summary>
/// Stays open underneath when it is closed, until it is disposed. The driver's own pool keeps less: it takes EF's functions off at each
/// close and puts them on again at each opening, which was a third of a query by id (profile, November 2026).
/// </summary>
sealed class KeptConnection(string connectionString) : SqliteConnection(connectionString)
{
    bool isInUse;

    // The base asks it too: it closes only what it takes for open.
    public override ConnectionState State => isInUse ? base.State : ConnectionState.Closed;

    public override void Open()
    {
        if (base.State == ConnectionState.Open)
        {
            isInUse = true;
            return;
        }

        base.Open();
        isInUse = true;

        try
        {
            SqlitePragmas.Set(this);
        }
        catch
        {
            // Else it would be kept, and not be set up.
            CloseUnderneath();
            throw;
        }
    }

    public override void Close()
    {
        if (!isInUse)
            return;

        if (!IsAtRest)
            CloseUnderneath();

        isInUse = false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            CloseUnderneath();

        base.Dispose(disposing);
    }

    void CloseUnderneath()
    {
        isInUse = true;
        base.Close();
        isInUse = false;
    }

    // A transaction or a reader that somebody forgot would hold up others: the driver ends them by closing.
    bool IsAtRest => Handle is { } handle && raw.sqlite3_get_autocommit(handle) != 0 && !SqliteStatements.AnyRuns(handle);
}
