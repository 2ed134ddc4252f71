using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests;

/// <summary>What is left of a migration whose process was killed, and what the next makes of it.</summary>
public class KilledMigrationTests : MigrationCase
{
    const string Where = "TRESTLE_TESTS_MIGRATE";
    const string HalfWay = "half-way";

    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_migration_killed_half_way_leaves_nothing_and_the_next_applies_it()
    {
        using var child = Start();
        await HalfWayAsync(child).WaitAsync(patience);

        child.Kill();
        await child.WaitForExitAsync();

        var database = With(Steps(halfWay: () => Task.CompletedTask));
        Assert.Equal([true, false], (await database.MigrationStatusAsync()).Select(m => m.IsApplied));

        await database.MigrateAsync().WaitAsync(patience);

        Assert.Equal(
            ["column books.id", "column books.pages", "column loans.id", "column loans.name", "table books", "table loans"],
            await Schema(database));
        Assert.Equal("The Viaduct", Site.Run("SELECT name FROM loans"));
    }

    /// <summary>Run by the other test, in a process of its own.</summary>
    [Fact(Explicit = true)]
    public async Task Migrates_until_it_is_killed()
    {
        await using var database = new Database(Site.Options(typeof(string).Assembly) with
        {
            ConnectionString = Environment.GetEnvironmentVariable(Where)!,
            Migrations = With(Steps(WaitToBeKilled)).Options.Migrations,
        });

        await database.MigrateAsync();
    }

    static Migration[] Steps(Func<Task> halfWay) =>
    [
        Step(m => m.CreateTable("books", table => table.Add<string>("title", nullable: true))),
        Step(m =>
        {
            m.CreateTable("loans", table => table.Add<string>("name"));
            m.Sql("INSERT INTO loans (name) VALUES ('The Viaduct')");
            m.AddColumn<int>("pages", "books", defaultValue: 1);
            m.DropColumn("title", "books");
            m.Run(halfWay);
        }),
    ];

    static async Task WaitToBeKilled()
    {
        await Console.Out.WriteLineAsync(HalfWay);
        await new TaskCompletionSource().Task;
    }

    Process Start()
    {
        var test = $"{typeof(KilledMigrationTests).FullName}.{nameof(Migrates_until_it_is_killed)}";

        return Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(KilledMigrationTests).Assembly.Location, "-explicit", "only", "-method", test])
        {
            Environment = { [Where] = Site.ConnectionString },
            RedirectStandardOutput = true,
        })!;
    }

    static async Task HalfWayAsync(Process child)
    {
        List<string> lines = [];

        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(HalfWay, StringComparison.Ordinal))
                return;

            lines.Add(line);
        }

        Assert.Fail(string.Join('\n', lines));
    }
}
