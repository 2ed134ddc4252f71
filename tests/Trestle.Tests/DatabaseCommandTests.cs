using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Trestle.Tests;

public sealed class DatabaseCommandTests : IDisposable
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("trestle-");
    readonly StringWriter output = new();
    readonly StringWriter error = new();

    public void Dispose() => data.Delete(recursive: true);

    string Database => Path.Combine(data.FullName, "trestle.tests.db");

    string Schema => Path.Combine(data.FullName, "Db", "schema.sql");

    async Task<string> OutputOf(params string[] args)
    {
        output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync(args));

        return output.ToString().ReplaceLineEndings("\n");
    }

    async Task<string> FailureOf(params string[] args)
    {
        error.GetStringBuilder().Clear();
        Assert.Equal(1, await RunAsync(args));

        return error.ToString().ReplaceLineEndings("\n");
    }

    Task<int> RunAsync(string[] args) => CommandLine.RunAsync(
        Assembly.GetExecutingAssembly(),
        ["db", .. args, "--environment", "Development", "--data", data.FullName, "--schema", Schema],
        output,
        error);

    [Fact]
    public async Task Migrates_forth_and_back_and_says_where_the_database_stands()
    {
        Assert.Equal("0\n", await OutputOf("version"));
        Assert.Equal("Applied 20260101120000_CreateGreetings\n", await OutputOf("migrate", "--to", "CreateGreetings"));
        Assert.Equal($"{Database}\n\napplied  20260101120000_CreateGreetings\npending  20260102120000_RequireLanguage\n", await OutputOf("status"));
        Assert.Equal("Applied 20260102120000_RequireLanguage\n", await OutputOf("migrate"));
        Assert.Equal($"Nothing to do: {Database} has every migration it should.\n", await OutputOf("migrate"));
        Assert.Equal("20260102120000_RequireLanguage\n", await OutputOf("version"));
        Assert.Equal("Applied again 20260102120000_RequireLanguage\n", await OutputOf("redo"));
        Assert.Equal("Rolled back 20260102120000_RequireLanguage\nRolled back 20260101120000_CreateGreetings\n", await OutputOf("rollback", "2"));
    }

    [Fact]
    public async Task Warns_before_it_hurts_the_release_before()
    {
        await OutputOf("migrate", "--to", "CreateGreetings");
        await OutputOf("migrate");

        Assert.StartsWith(
            "Warning: 20260102120000_RequireLanguage adds the column greetings.language, which every new row must have,",
            error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Makes_and_drops_databases()
    {
        Assert.Equal("", await OutputOf("create"));
        Assert.Equal("Applied 20260101120000_CreateGreetings\nApplied 20260102120000_RequireLanguage\n", await OutputOf("prepare"));
        Assert.Equal("", await OutputOf("seed"));
        Assert.Equal("Applied 20260101120000_CreateGreetings\nApplied 20260102120000_RequireLanguage\n", await OutputOf("reset"));
        Assert.Equal("", await OutputOf("drop"));
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public async Task Keeps_the_schema_beside_the_code_and_makes_databases_by_it()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Schema)!);
        await OutputOf("migrate");

        Assert.Equal(
            $"""
            -- What the migrations make. Written whenever they are applied in development; change it by a migration.
            -- Database: SQLite

            CREATE TABLE "__EFMigrationsHistory" (
                "migration_id" TEXT NOT NULL CONSTRAINT "pk___ef_migrations_history" PRIMARY KEY,
                "product_version" TEXT NOT NULL
            );

            CREATE TABLE "greetings" (
                "id" INTEGER NOT NULL CONSTRAINT "pk_greetings" PRIMARY KEY AUTOINCREMENT,
                "text" TEXT NOT NULL,
                "created_at" TEXT NOT NULL,
                "updated_at" TEXT NOT NULL
            , "language" TEXT NOT NULL);

            INSERT INTO "__EFMigrationsHistory" ("migration_id", "product_version") VALUES ('20260102120000_RequireLanguage', '{ProductInfo.GetVersion()}');
            INSERT INTO "__EFMigrationsHistory" ("migration_id", "product_version") VALUES ('20260101120000_CreateGreetings', '{ProductInfo.GetVersion()}');

            """,
            await File.ReadAllTextAsync(Schema));

        await OutputOf("drop");
        Assert.Equal($"Loaded {Schema}\n", await OutputOf("schema", "load"));
        Assert.Equal("20260102120000_RequireLanguage\n", await OutputOf("version"));
        Assert.Equal($"Wrote {Schema}\n", await OutputOf("schema", "dump"));
    }

    [Fact]
    public async Task Says_that_there_is_no_schema_to_load() =>
        Assert.Equal(
            $"""
            There is no schema at {Schema}.

            Run the command in the application's folder, or write one there first: db schema dump

            """,
            await FailureOf("schema", "load"));

    [Fact]
    public async Task Says_which_migrations_there_are_when_told_of_another() =>
        Assert.Equal(
            """
            No migration is called Nothing.

            Known are: 20260101120000_CreateGreetings, 20260102120000_RequireLanguage

            """,
            await FailureOf("migrate", "--to", "Nothing"));

    [Fact]
    public async Task Refuses_what_it_does_not_know() =>
        Assert.Contains("Unrecognized command or argument 'migrat'", await FailureOf("migrat"), StringComparison.Ordinal);

    [Fact]
    public async Task Shows_all_commands() =>
        Assert.Contains("rollback <steps>  Undo the migrations applied last.", await OutputOf("--help"), StringComparison.Ordinal);
}
