namespace Trestle;

/// <summary>A schema as text that is kept beside the code: its statements, then the migrations that made it, newest first.</summary>
static class SchemaFile
{
    const string KindMark = "-- Database: ";

    public static string Write(string kind, IEnumerable<string> statements, IEnumerable<string> history) =>
        $"""
        -- What the migrations make. Written whenever they are applied in development; change it by a migration.
        {KindMark}{kind}

        {string.Join("\n\n", statements.Select(statement => $"{Lines(statement).TrimEnd(';')};"))}

        {string.Join('\n', history.Select(script => Lines(script).ReplaceLineEndings(" ")))}

        """.ReplaceLineEndings("\n");

    public static void RequireKind(string schema, string kind)
    {
        var mark = schema.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith(KindMark, StringComparison.Ordinal));

        if (mark != KindMark + kind)
            throw new MigrationException(
                $"""
                The schema is {(mark is null ? "not one that db schema dump wrote" : $"one of {mark[KindMark.Length..]}")}, and the database is of {kind}.

                Make the database by its migrations instead, which run on both: db migrate
                """);
    }

    static string Lines(string sql) => string.Join('\n', sql.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim();
}
