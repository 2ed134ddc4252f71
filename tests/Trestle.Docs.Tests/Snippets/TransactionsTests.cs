using System.Data;

namespace Trestle.Docs.Tests.Snippets;

public sealed class TransactionsTests : IAsyncLifetime
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("trestle-docs-");
    readonly Database database;
    readonly UnitOfWork work;
    readonly List<object> facts = [];

    Purse ann = null!, ben = null!;

    public TransactionsTests()
    {
        database = new(DatabaseOptions.ForFile(Path.Combine(folder.FullName, "test.db"), typeof(Purse).Assembly)) { Committed = facts.Add };
        work = database.BeginUnitOfWork();
    }

    public async ValueTask InitializeAsync()
    {
        await Database.Current.Database.EnsureCreatedAsync();
        ann = await Purse.CreateAsync(new { Owner = "Ann", Cents = 1_000 });
        ben = await Purse.CreateAsync(new { Owner = "Ben", Cents = 0 });
        facts.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await work.DisposeAsync();
        await database.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Both_or_none()
    {
        // snippet: transactions-both
        await Database.TransactionAsync(async () =>
        {
            await ann.UpdateAsync(new { Cents = ann.Cents - 300 });
            await ben.UpdateAsync(new { Cents = ben.Cents + 300 });
        });
        // end snippet

        Assert.Equal([700, 300], await Purse.All.OrderBy(purse => purse.Id).PluckAsync(purse => purse.Cents));

        await Assert.ThrowsAsync<TimeoutException>(() => Database.TransactionAsync(async () =>
        {
            await ann.UpdateAsync(new { Cents = 0 });
            throw new TimeoutException("the bank does not answer");
        }));

        Assert.Equal((0, true, 700), (ann.Cents, ann.IsChanged, (await Purse.FindAsync(ann.Id)).Cents));
    }

    [Fact]
    public async Task Leaves_without_writing()
    {
        // snippet: transactions-rollback
        await Database.TransactionAsync(async () =>
        {
            if (!await ann.UpdateAsync(new { Cents = ann.Cents - 3_000 }))
                throw new RollbackException(); // nothing is written, and nobody else hears of it
        });
        // end snippet

        Assert.Equal(["Cents must be greater than or equal to 0"], ann.Errors.FullMessages);
        Assert.Equal(1_000, (await Purse.FindAsync(ann.Id)).Cents);
    }

    [Fact]
    public async Task Undoes_a_part()
    {
        // snippet: transactions-nested
        await Database.TransactionAsync(async () =>
        {
            await ann.UpdateAsync(new { Cents = 500 });

            try
            {
                await Database.NestedTransactionAsync(async () =>
                {
                    await ben.UpdateAsync(new { Cents = 500 });
                    throw new TimeoutException("the bank does not answer");
                });
            }
            catch (TimeoutException)
            {
                // Ben's purse is as before; Ann's change goes on.
            }
        });
        // end snippet

        Assert.Equal([500, 0], await Purse.All.OrderBy(purse => purse.Id).PluckAsync(purse => purse.Cents));
    }

    [Fact]
    public async Task Tells_after_the_commit()
    {
        var told = 0;

        // snippet: transactions-after-commit
        await Database.TransactionAsync(async () =>
        {
            await ann.UpdateAsync(new { Cents = 900 });
            await Database.AfterCommitAsync(async () => told = (await Purse.FindAsync(ann.Id)).Cents);
        });
        // end snippet

        Assert.Equal(900, told);
        Assert.Equal([new PurseChanged(ann.Id)], facts);
    }

    [Fact]
    public async Task Refuses_to_overwrite()
    {
        await (await Purse.FindAsync(ann.Id)).UpdateAsync(new { Cents = 1 });

        // snippet: transactions-stale
        try
        {
            await ann.UpdateAsync(new { Cents = ann.Cents - 300 });
        }
        catch (StaleRecordException)
        {
            await ann.ReloadAsync(); // what somebody else saved meanwhile; decide again
        }
        // end snippet

        Assert.Equal(1, ann.Cents);
    }

    [Fact]
    public async Task Locks()
    {
        // snippet: transactions-lock
        await ann.WithLockAsync(async () => // reloads it, and nobody else changes it until the end
        {
            await ann.UpdateAsync(new { Cents = ann.Cents - 300 });
        });

        await Database.TransactionAsync(async () =>
        {
            var rich = await Purse.Where(purse => purse.Cents > 100).ForUpdate(Locked.Skip).ToListAsync();

            foreach (var purse in rich)
                await purse.UpdateAsync(new { Cents = purse.Cents - 100 });
        });
        // end snippet

        Assert.Equal(600, (await Purse.FindAsync(ann.Id)).Cents);
    }

    [Fact]
    public async Task Runs_at_a_level()
    {
        // snippet: transactions-isolation
        var sum = await Database.TransactionAsync(async () => await Purse.All.SumAsync(purse => purse.Cents));

        await Database.TransactionAsync(IsolationLevel.Serializable, async () => await ann.UpdateAsync(new { Cents = sum }));
        // end snippet

        Assert.Equal(1_000, ann.Cents);
    }
}

// snippet: transactions-purse
public class Purse : Record<Purse>
{
    public string Owner { get; set; } = "";

    [Numericality(GreaterThanOrEqualTo = 0)] public int Cents { get; set; }

    public int LockVersion { get; set; }

    protected override Task AfterSave()
    {
        Emit(new PurseChanged(Id));

        return Task.CompletedTask;
    }
}

public record PurseChanged(int Id);
// end snippet
