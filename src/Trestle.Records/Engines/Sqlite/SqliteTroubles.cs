using Microsoft.Data.Sqlite;

namespace Trestle;

/// <summary>Reads from SQLite's errors why a file cannot be used.</summary>
static class SqliteTroubles
{
    public static DatabaseUnavailableException? Read(Exception failure, string file) => failure.GetBaseException() switch
    {
        DatabaseUnavailableException told => told,
        SqliteException error => Read(error, file),
        _ => null,
    };

    public static DatabaseUnavailableException NoFolder(string folder, Exception cause) =>
        new($"The folder {folder} cannot be made", "Name another one in DatabaseOptions.ConnectionString, or let the program write there.", cause);

    // https://www.sqlite.org/rescode.html
    static DatabaseUnavailableException? Read(SqliteException error, string file) => error.SqliteErrorCode switch
    {
        8 => new($"{file} cannot be written", "Let the program write the file and its folder.", error),
        10 => new($"{file} cannot be read or written", "Look at the disk it lies on.", error),
        11 or 26 => new($"{file} is damaged, or no SQLite database", "Put the last backup in its place, or name another file.", error),
        13 => new($"{file} is full", "Make room on its disk.", error),
        14 => new($"{file} cannot be opened", "Let the program write the file and its folder, or name another one.", error),
        _ => null,
    };

}
