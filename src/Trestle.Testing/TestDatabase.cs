using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Trestle;

// To migrate is slow, to copy is fast. So each test run migrates once, and every application under test gets a copy.

/// <summary>An application's database, migrated (and seeded) once a run, and copied for whoever wants one of their own.</summary>
abstract class TestDatabase
{
    static readonly ConcurrentDictionary<(Assembly, bool, string?), Lazy<Task<TestDatabase>>> templates = new();

    static int made;

    /// <summary>The one to copy; the first who asks waits for the migrations.</summary>
    public static Task<TestDatabase> TemplateAsync(Assembly assembly, AppSettings settings, TestAppOptions options) =>
        templates.GetOrAdd((assembly, options.IsSeeded, options.Server), _ => new(() => MakeAsync(assembly, settings, options))).Value;

    /// <summary>Makes a copy in the folder or on the server; how to connect to it.</summary>
    public abstract Task<string> CopyAsync(string folder);

    /// <summary>Removes the copy.</summary>
    public abstract Task DropAsync(string connectionString);

    static async Task<TestDatabase> MakeAsync(Assembly assembly, AppSettings settings, TestAppOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("trestle-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);

        TestDatabase template = options.Server is { } server ? new OnServer(server) : new InFile(folder);
        var connection = template is OnServer one ? one.Template : $"Data Source={Path.Combine(folder, "migrated.db")}";
        var database = AppDatabase.Options(settings with { Data = folder, Database = connection }, assembly, NullLoggerFactory.Instance);

        await using (var made = new Database(database with { Seeds = options.IsSeeded ? database.Seeds : null, PasswordRounds = 1 }))
            await made.PrepareAsync();

        if (template is InFile file)
            await file.FillAsync(connection);

        return template;
    }

    static string NextName(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}_test_{System.Environment.ProcessId}_{Interlocked.Increment(ref made)}");

    /// <summary>A SQLite file, and beside it the secret that seeds were encrypted with.</summary>
    sealed class InFile(string folder) : TestDatabase
    {
        const string Copy = "app.db";

        // What lies in a write-ahead log is in no copied file; VACUUM INTO writes all of it.
        public async Task FillAsync(string migrated)
        {
            await using var connection = new SqliteConnection($"{migrated};Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $file";
            command.Parameters.AddWithValue("$file", Path.Combine(folder, Copy));
            await command.ExecuteNonQueryAsync();
        }

        public override Task<string> CopyAsync(string into)
        {
            foreach (var file in Directory.EnumerateFiles(folder).Where(file => !Path.GetFileName(file).StartsWith("migrated", StringComparison.Ordinal)))
                File.Copy(file, Path.Combine(into, Path.GetFileName(file)));

            return Task.FromResult($"Data Source={Path.Combine(into, Copy)}");
        }

        // It goes with its folder.
        public override Task DropAsync(string connectionString) => Task.CompletedTask;
    }

    /// <summary>A PostgreSQL database, which the server itself copies.</summary>
    sealed class OnServer : TestDatabase
    {
        readonly NpgsqlConnectionStringBuilder named;
        readonly SemaphoreSlim copying = new(1);
        readonly string template;

        public OnServer(string server)
        {
            named = PostgresAddress.Read(server);
            template = NextName(named.Database!);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Drop(template);
        }

        public string Template => Connection(template);

        // The server refuses to copy what it is copying.
        public override async Task<string> CopyAsync(string folder)
        {
            var name = NextName(named.Database!);
            await copying.WaitAsync();

            try
            {
                await RunAsync($"CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"");
            }
            finally
            {
                copying.Release();
            }

            return Connection(name);
        }

        public override Task DropAsync(string connectionString) =>
            RunAsync($"DROP DATABASE IF EXISTS \"{new NpgsqlConnectionStringBuilder(connectionString).Database}\" WITH (FORCE)");

        string Connection(string database) => new NpgsqlConnectionStringBuilder(named.ConnectionString) { Database = database }.ConnectionString;

        async Task RunAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Connection("postgres")) { Pooling = false }.ConnectionString);
            await connection.OpenAsync();
#pragma warning disable CA2100 // The names are made here.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        void Drop(string database)
        {
            using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Connection("postgres")) { Pooling = false }.ConnectionString);
            connection.Open();
#pragma warning disable CA2100 // The name is made here.
            using var command = new NpgsqlCommand($"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)", connection);
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
    }
}
