using System.ComponentModel.DataAnnotations.Schema;
using System.Data;

namespace Trestle.Docs.Tests.Snippets;

public sealed class TransactionsTests : SnippetDatabase
{
    Purse ann = null!, ben = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        ann = await Purse.CreateAsync(new { Owner = "Ann", Cents = 1_000 });
        ben = await Purse.CreateAsync(new { Owner = "Ben", Cents = 0 });
        Facts.Clear();
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
    public async Task Goes_on_after_a_refusal()
    {
        // snippet: transactions-refused
        await Database.TransactionAsync(async () =>
        {
            await ben.UpdateAsync(new { Cents = 200 });

            try
            {
                await Database.NestedTransactionAsync(() => Purse.All.UpdateAllAsync(set => set.SetProperty(purse => purse.Owner, "Ann")));
            }
            catch (DbUpdateException)
            {
                // Two of one name, which a unique index refuses. Ben's change goes on.
            }
        });
        // end snippet

        Assert.Equal(200, (await Purse.FindAsync(ben.Id)).Cents);
        Assert.Equal("Ben", (await Purse.FindAsync(ben.Id)).Owner);
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

        Assert.Equal((900, "told"), (told, ann.Last));
        Assert.Equal([new PurseChanged(ann.Id)], Facts);

        await Assert.ThrowsAsync<TimeoutException>(() => Database.TransactionAsync(async () =>
        {
            await ann.UpdateAsync(new { Cents = 800 });
            throw new TimeoutException("the bank does not answer");
        }));

        Assert.Equal("undone", ann.Last);
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
    public async Task Locks_or_goes_away()
    {
        // snippet: transactions-lock-fail
        try
        {
            await Database.TransactionAsync(async () =>
            {
                await ann.LockAsync(Locked.Fail);
                await ann.UpdateAsync(new { Cents = 0 });
            });
        }
        catch (RecordLockedException)
        {
            Console.WriteLine("Somebody is at it; try again later."); // PostgreSQL alone: on SQLite it waits
        }
        // end snippet

        Assert.Equal(0, (await Purse.FindAsync(ann.Id)).Cents);
    }

    [Fact]
    public async Task Changes_in_one_statement()
    {
        // snippet: transactions-increment
        await ann.IncrementAsync(purse => purse.Cents, -300); // UPDATE purses SET cents = cents - 300
        // end snippet

        Assert.Equal((700, 0), (ann.Cents, ann.LockVersion));
    }

    [Fact]
    public async Task Runs_again_what_had_to_give_way()
    {
        // snippet: transactions-again
        for (var tries = 1; ; tries++)
        {
            try
            {
                await Database.TransactionAsync(IsolationLevel.Serializable, async () =>
                {
                    await ann.ReloadAsync();
                    await ann.UpdateAsync(new { Cents = ann.Cents - 300 });
                });

                break;
            }
            catch (TransactionConflictException) when (tries < 3)
            {
                // Another one was let through first.
            }
        }
        // end snippet

        Assert.Equal(700, (await Purse.FindAsync(ann.Id)).Cents);
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
    [Unique] public string Owner { get; set; } = "";

    [Numericality(GreaterThanOrEqualTo = 0)] public int Cents { get; set; }

    public int LockVersion { get; set; }

    [NotMapped] public string? Last { get; private set; }

    protected override Task AfterSave()
    {
        Emit(new PurseChanged(Id));

        return Task.CompletedTask;
    }

    protected override Task AfterCommit(Write write)
    {
        Last = "told"; // mail and messages belong here

        return Task.CompletedTask;
    }

    protected override void AfterRollback(Write write) => Last = "undone";
}

public record PurseChanged(int Id);
// end snippet
