namespace Trestle;

/// <summary>A table's or column's name as SQL text takes any name: in double quotes, on both databases.</summary>
static class SqlName
{
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
