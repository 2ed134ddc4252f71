using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>The database of an application, as its settings say, and its schema as a file beside the code.</summary>
static class AppDatabase
{
    public static DatabaseOptions Options(AppSettings settings, Assembly assembly, ILoggerFactory loggers)
    {
        MakeFolder(settings.Data);

        return new()
        {
            ConnectionString = settings.Database,
            Assemblies = [assembly],
            Loggers = loggers,
            Environment = settings.Environment,
            Secrets = AppSecrets.Of(settings),
            Watch = settings.Queries,
            Seeds = AppTypes.Only<DatabaseSeeds>(assembly, "seeds") is { } seeds ? seeds.Run : null,
            Wording = AppTypes.Only<RecordWording>(assembly, "wordings"),
        };
    }

    /// <summary>In development, keeps the schema beside the migrations: Db/schema.sql, where there is a folder Db.</summary>
    public static async Task KeepSchemaAsync(AppSettings settings, Database database, CancellationToken cancellation)
    {
        if (settings.IsDevelopment && Directory.Exists(Path.GetDirectoryName(settings.SchemaFile)))
            await WriteSchemaAsync(settings.SchemaFile, database, cancellation);
    }

    /// <summary>Writes it if it has changed.</summary>
    public static async Task WriteSchemaAsync(string file, Database database, CancellationToken cancellation)
    {
        var schema = await database.DumpSchemaAsync(cancellation);

        if (!File.Exists(file) || await File.ReadAllTextAsync(file, cancellation) != schema)
            await File.WriteAllTextAsync(file, schema, cancellation);
    }

    static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AppStartException(
                $"""
                The folder {folder} cannot be made: {failure.Message}

                Name another one with --data, or let the program write there.
                """, failure);
        }
    }
}
