using System.Runtime.InteropServices;

namespace Trestle;

/// <summary>Values of the row a statement stands at, asked of SQLite itself.</summary>
// The driver's own calls count references to the statement, leave managed code and take SQLite's lock, each several times a value:
// making 100 records of seven values took 172 us of a request and takes 54 so (profiled, November 2026). Each is over at once and calls
// nothing back, which is what it takes to stay in managed code. The value is good until the statement is stepped; it is read by the thread alone that steps it.
// https://www.sqlite.org/c3ref/value_blob.html
static unsafe partial class SqliteColumns
{
    // The library that the driver has loaded.
    public const string Library = "e_sqlite3";
    public const DllImportSearchPath Where = DllImportSearchPath.SafeDirectories;

    /// <summary>How SQLite stores the value: its own numbers.</summary>
    public enum Storage
    {
        Integer = 1,
        Float = 2,
        Text = 3,
        Blob = 4,
        Null = 5,
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_column_value"), SuppressGCTransition, DefaultDllImportSearchPaths(Where)]
    public static partial nint ValueOf(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_type"), SuppressGCTransition, DefaultDllImportSearchPaths(Where)]
    public static partial Storage StorageOf(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_int64"), SuppressGCTransition, DefaultDllImportSearchPaths(Where)]
    public static partial long Integer(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_double"), SuppressGCTransition, DefaultDllImportSearchPaths(Where)]
    public static partial double Float(nint value);

    /// <summary>UTF-8, as long as the value is good.</summary>
    public static ReadOnlySpan<byte> Text(nint value)
    {
        var text = TextAt(value);

        return text is null ? [] : new(text, BytesOf(value));
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_value_text"), SuppressGCTransition, DefaultDllImportSearchPaths(Where)]
    private static partial byte* TextAt(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_bytes"), SuppressGCTransition, DefaultDllImportSearchPaths(Where)]
    private static partial int BytesOf(nint value);
}
