using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Trestle;

/// <summary>
/// A table of a SQLite database as its CREATE TABLE says it, line by line, so that lines can be changed and the table be
/// made anew by them: what ALTER TABLE does elsewhere.
/// </summary>
// https://www.sqlite.org/lang_altertable.html#otheralter
sealed class SqliteTable
{
    readonly string name;
    readonly List<SqliteLine> lines;
    readonly string ending;
    readonly List<string> dependents;
    readonly List<string> stored;
    readonly Dictionary<string, string> filled = new(StringComparer.OrdinalIgnoreCase);

    SqliteTable(string name, string sql, List<string> dependents, List<string> stored)
    {
        this.name = name;
        this.dependents = dependents;
        this.stored = stored;
        (lines, ending) = SqliteLine.Split(sql);
    }

    public static SqliteTable Read(SqliteConnection connection, string name)
    {
        var sql = Query(connection, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = $name COLLATE NOCASE", name);
        var dependents = Query(connection, "SELECT sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND tbl_name = $name COLLATE NOCASE AND sql IS NOT NULL", name);
        var stored = Query(connection, "SELECT name FROM pragma_table_xinfo($name) WHERE hidden = 0", name);

        return sql is [var create]
            ? new(name, create, dependents, stored)
            : throw new InvalidOperationException($"There is no table {name}.");
    }

    /// <summary>The statement that made an index, or null.</summary>
    public static string? IndexSql(SqliteConnection connection, string index) =>
        Query(connection, "SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = $name COLLATE NOCASE", index).FirstOrDefault();

    /// <summary>Takes a column away, and as PostgreSQL does the indexes and constraints it is part of.</summary>
    public void DropColumn(string column)
    {
        lines.Remove(Column(column));
        lines.RemoveAll(line => line.IsConstraint && line.Concerns(column));
        dependents.RemoveAll(sql => SqliteLine.Names(AfterTable(sql)).Contains(column, StringComparer.OrdinalIgnoreCase));
        stored.RemoveAll(one => one.Equals(column, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Says a column anew; <paramref name="fill"/> is what takes the place of nulls.</summary>
    public void ChangeColumn(string column, string definition, string? fill)
    {
        var line = Column(column);
        lines[lines.IndexOf(line)] = new(line.IsKey ? $"{definition} {line.FromConstraint}" : definition);

        if (fill is not null)
            filled[column] = fill;
    }

    public void AddConstraint(string definition) => lines.Add(new(definition));

    public void DropConstraint(string constraint)
    {
        if (lines.RemoveAll(line => line.IsConstraint && line.IsNamed(constraint)) == 0)
            throw new InvalidOperationException($"The table {name} has no constraint {constraint}.");
    }

    /// <summary>The statements that put the table's rows into one made by the lines.</summary>
    public IEnumerable<string> Rebuild()
    {
        var (table, fresh) = (SqlName.Quote(name), SqlName.Quote($"trestle_new_{name}"));
        var columns = string.Join(", ", stored.Select(SqlName.Quote));
        var values = string.Join(", ", stored.Select(Value));

        yield return $"CREATE TABLE {fresh} (\n    {string.Join(",\n    ", lines.Select(line => line.Text))}\n){ending};";
        yield return $"INSERT INTO {fresh} ({columns}) SELECT {values} FROM {table};";

        // Rows that are gone have had their numbers: they are not given again.
        if (lines.Any(line => line.IsNumbering))
            yield return
                $"""
                DELETE FROM sqlite_sequence WHERE name = {Text($"trestle_new_{name}")};
                INSERT INTO sqlite_sequence (name, seq) SELECT {Text($"trestle_new_{name}")}, seq FROM sqlite_sequence WHERE name = {Text(name)};
                """;

        yield return $"DROP TABLE {table};";

        // Without it SQLite would ask views of the table whether they agree, while there is none of that name.
        yield return $"PRAGMA legacy_alter_table = ON; ALTER TABLE {fresh} RENAME TO {table}; PRAGMA legacy_alter_table = OFF;";

        foreach (var sql in dependents)
            yield return $"{sql};";
    }

    string Value(string column) =>
        filled.TryGetValue(column, out var fill) ? $"ifnull({SqlName.Quote(column)}, {fill})" : SqlName.Quote(column);

    SqliteLine Column(string column) =>
        lines.Find(line => !line.IsConstraint && line.IsNamed(column))
        ?? throw new InvalidOperationException($"The table {name} has no column {column}.");

    // CREATE INDEX name ON table (...) WHERE ...
    static string AfterTable(string sql) => sql[Math.Max(0, sql.IndexOf('(', StringComparison.Ordinal))..];

    static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    static List<string> Query(SqliteConnection connection, string sql, string name)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only this file's own statements come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$name", name);
        using var reader = command.ExecuteReader();
        List<string> rows = [];

        while (reader.Read())
            rows.Add(reader.GetString(0));

        return rows;
    }
}

/// <summary>A column or a constraint of a CREATE TABLE.</summary>
sealed partial record SqliteLine(string Text)
{
    static readonly string[] constraintWords = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

    public bool IsConstraint => First() is { Quoted: false } word && constraintWords.Contains(word.Name, StringComparer.OrdinalIgnoreCase);

    public bool IsKey => !IsConstraint && FromConstraint.Length > 0;

    public bool IsNumbering => Words(Text).Any(w => !w.Quoted && w.Name.Equals("AUTOINCREMENT", StringComparison.OrdinalIgnoreCase));

    /// <summary>"CONSTRAINT pk_articles PRIMARY KEY AUTOINCREMENT" of a column that is a key; empty for others.</summary>
    public string FromConstraint => KeyOfColumn().Match(Text) is { Success: true } key ? key.Value : "";

    public bool IsNamed(string name) => (IsConstraint ? Words(Text).ElementAtOrDefault(1).Name : First()?.Name) is { } own
        && own.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the constraint is of the column, rather than of one of that name in the table it refers to.</summary>
    public bool Concerns(string column) => Words(Text)
        .Skip(First()!.Value.Name.Equals("CONSTRAINT", StringComparison.OrdinalIgnoreCase) ? 2 : 1)
        .TakeWhile(w => w.Quoted || !w.Name.Equals("REFERENCES", StringComparison.OrdinalIgnoreCase))
        .Any(w => w.Name.Equals(column, StringComparison.OrdinalIgnoreCase));

    public static IEnumerable<string> Names(string sql) => Words(sql).Select(w => w.Name);

    /// <summary>The lines between the outer parentheses of a CREATE TABLE, and what stands after them.</summary>
    public static (List<SqliteLine> Lines, string Ending) Split(string sql)
    {
        List<SqliteLine> lines = [];
        var (depth, start) = (0, 0);

        foreach (Match token in Token().Matches(sql))
        {
            switch (token.Value)
            {
                case "(" when depth++ == 0:
                    start = token.Index + 1;
                    break;
                case "," when depth == 1:
                    lines.Add(new(sql[start..token.Index].Trim()));
                    start = token.Index + 1;
                    break;
                case ")" when --depth == 0:
                    lines.Add(new(sql[start..token.Index].Trim()));
                    return (lines, sql[(token.Index + 1)..]);
            }
        }

        throw new InvalidOperationException($"This CREATE TABLE has no end: {sql}");
    }

    (string Name, bool Quoted)? First() => Words(Text).Select(w => ((string, bool)?)w).FirstOrDefault();

    static IEnumerable<(string Name, bool Quoted)> Words(string sql) =>
        from token in Token().Matches(sql)
        where token.Groups["word"].Success || token.Groups["quoted"].Success
        select token.Groups["word"].Success ? (token.Value, false) : (Unquoted(token.Value), true);

    static string Unquoted(string name) => name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);

    // Comments and texts are tokens too, so that what stands in them is not taken for anything else.
    [GeneratedRegex("""--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|(?<quoted>"(?:[^"]|"")*"|\[[^\]]*\]|`[^`]*`)|(?<word>\w+)|[(),]""", RegexOptions.Singleline)]
    private static partial Regex Token();

    [GeneratedRegex("""(CONSTRAINT\s+\S+\s+)?PRIMARY\s+KEY.*$""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex KeyOfColumn();
}
