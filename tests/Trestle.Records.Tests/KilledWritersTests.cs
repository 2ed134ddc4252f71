using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests;

/// <summary>
/// What is left of a burst of transactions whose process was killed. How often it is killed, an environment variable
/// says: TRESTLE_KILLS, twice by default.
/// </summary>
public class KilledWritersTests : TestDatabase
{
    const string Where = "TRESTLE_TESTS_WRITE";
    const string Kills = "TRESTLE_KILLS";
    const string Acknowledged = "acknowledged ";

    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_nothing_is_half_written_and_the_next_start_needs_no_hand()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable(Kills) ?? "2", CultureInfo.InvariantCulture);
        var sides = new[] { new Purse { Name = "left" }, new Purse { Name = "right" } };
        Assert.True(await sides[0].SaveAsync() && await sides[1].SaveAsync());
        HashSet<string> acknowledged = [];

        for (var kill = 1; kill <= kills; kill++)
        {
            using var child = Start();
            await ReadAsync(child, acknowledged, atLeast: 20 + (kill * 37 % 100)).WaitAsync(patience);

            child.Kill();
            await child.WaitForExitAsync();
            ReadRest(child, acknowledged);

            await using var database = new Database(Options);
            await database.MigrateAsync().WaitAsync(patience);
            await using var work = database.BeginUnitOfWork();
            var payments = await Payment.All.PluckAsync(p => p.Token);

            Assert.Empty(acknowledged.Except(payments));
            Assert.Equal(payments.Count, payments.Distinct().Count());
            Assert.Equal((-payments.Count, payments.Count), (await Balance("left"), await Balance("right")));
        }

        await SavedArticle("The database goes on");
    }

    /// <summary>Run by the other test, in a process of its own.</summary>
    [Fact(Explicit = true)]
    public async Task Writes_until_it_is_killed()
    {
        await using var database = new Database(Site.Options(typeof(Article).Assembly) with
        {
            ConnectionString = Environment.GetEnvironmentVariable(Where)!,
        });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => WriteAsync(database))));
    }

    static async Task WriteAsync(Database database)
    {
        while (true)
        {
            await using var work = database.BeginUnitOfWork();
            var token = Guid.NewGuid().ToString();

            await Database.TransactionAsync(async () =>
            {
                var purses = await Purse.All.OrderBy(p => p.Id).ForUpdate().ToListAsync();
                Assert.True(await purses[0].UpdateAsync(new { Balance = purses[0].Balance - 1 }));
                Assert.True(await new Payment { Token = token }.SaveAsync());
                Assert.True(await purses[1].UpdateAsync(new { Balance = purses[1].Balance + 1 }));
            });

            await Console.Out.WriteLineAsync(Acknowledged + token);
        }
    }

    static async Task<int> Balance(string name) => (await Purse.All.SingleAsync(p => p.Name == name)).Balance;

    Process Start()
    {
        var test = $"{typeof(KilledWritersTests).FullName}.{nameof(Writes_until_it_is_killed)}";

        return Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(KilledWritersTests).Assembly.Location, "-explicit", "only", "-method", test])
        {
            Environment = { [Where] = Site.ConnectionString },
            RedirectStandardOutput = true,
        })!;
    }

    static async Task ReadAsync(Process child, HashSet<string> acknowledged, int atLeast)
    {
        List<string> lines = [];

        for (var read = 0; read < atLeast;)
        {
            var line = await child.StandardOutput.ReadLineAsync();

            if (line is null)
                Assert.Fail(string.Join('\n', lines));

            if (TokenOf(line) is { } token && acknowledged.Add(token))
                read++;
            else
                lines.Add(line);
        }
    }

    // Lines that were written before the kill count; one that was cut off by it does not.
    static void ReadRest(Process child, HashSet<string> acknowledged)
    {
        foreach (var line in child.StandardOutput.ReadToEnd().Split('\n'))
            if (TokenOf(line) is { } token)
                acknowledged.Add(token);
    }

    static string? TokenOf(string line)
    {
        var at = line.IndexOf(Acknowledged, StringComparison.Ordinal);

        return at >= 0 && Guid.TryParse(line[(at + Acknowledged.Length)..], out var token) ? token.ToString() : null;
    }
}

public class Purse : Record<Purse>
{
    public string Name { get; set; } = "";
    public int Balance { get; set; }
}

public class Payment : Record<Payment>
{
    public string Token { get; set; } = "";
}

[DbContext(typeof(RecordContext)), Migration("20251101090000_CreatePursesAndPayments")]
public class CreatePursesAndPayments : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("purses", table =>
        {
            table.Add<string>("name");
            table.Add<int>("balance");
            table.Timestamps();
        });
        migration.CreateTable("payments", table =>
        {
            table.Add<string>("token");
            table.Timestamps();
        });
    }
}
