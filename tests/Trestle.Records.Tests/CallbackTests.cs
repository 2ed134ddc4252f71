namespace Trestle.Records.Tests;

public class CallbackTests : TestDatabase
{
    readonly Account account = new() { Owner = "Ann" };

    [Fact]
    public async Task Run_in_this_order_around_a_create()
    {
        Assert.True(await account.SaveAsync());

        Assert.Equal(
            ["BeforeValidate", "AfterValidate", "BeforeSave", "AroundSave", "BeforeCreate", "AfterCreate", "AfterSave", "saved", "AfterCommit Create"],
            account.Calls);
    }

    [Fact]
    public async Task Run_in_this_order_around_an_update()
    {
        await account.SaveAsync();
        account.Calls.Clear();

        Assert.True(await account.UpdateAsync(new { Balance = 7 }));

        Assert.Equal(
            ["BeforeValidate", "AfterValidate", "BeforeSave", "AroundSave", "BeforeUpdate", "AfterUpdate", "AfterSave", "saved", "AfterCommit Update"],
            account.Calls);
    }

    [Fact]
    public async Task Run_in_this_order_around_a_destroy()
    {
        await account.SaveAsync();
        account.Calls.Clear();

        Assert.True(await account.DestroyAsync());

        Assert.Equal(["BeforeDestroy", "AroundDestroy", "AfterDestroy", "destroyed", "AfterCommit Destroy"], account.Calls);
    }

    [Fact]
    public async Task Run_after_a_touch()
    {
        await account.SaveAsync();
        account.Calls.Clear();

        await account.TouchAsync();

        Assert.Equal(["AfterTouch", "AfterCommit Update"], account.Calls);
    }

    [Fact]
    public async Task Run_when_a_record_is_found()
    {
        account.Balance = 7;
        await account.SaveAsync();

        Assert.Equal("Ann: 7", (await Account.FindAsync(account.Id)).Label);
    }

    [Theory]
    [InlineData("BeforeSave")]
    [InlineData("AroundSave")]
    [InlineData("BeforeCreate")]
    public async Task Stop_a_save_by_an_error(string callback)
    {
        account.At[callback] = () => account.Errors.Add("Not today");

        Assert.False(await account.SaveAsync());

        Assert.Equal(["Not today"], account.Errors.FullMessages);
        Assert.True(account.IsNew);
        Assert.Equal(0, await Account.CountAsync());
        Assert.False(Site.IsBeingWritten);
    }

    [Fact]
    public async Task Stop_a_save_by_not_doing_it()
    {
        account.Owner = "unsavable";

        Assert.False(await account.SaveAsync());

        Assert.True(account.IsNew);
        Assert.Equal(0, await Account.CountAsync());
    }

    [Fact]
    public async Task Keep_a_record_from_being_destroyed_by_an_error()
    {
        await account.SaveAsync();
        account.At["BeforeDestroy"] = () => account.Errors.Add("Owes money");

        Assert.False(await account.DestroyAsync());

        Assert.Equal((false, 1), (account.IsDestroyed, await Account.CountAsync()));
        Assert.Equal(["Owes money"], account.Errors.FullMessages);
        account.At.Clear();
        Assert.True(await account.DestroyAsync());
    }

    [Fact]
    public async Task Keep_a_record_from_being_destroyed_by_not_doing_it()
    {
        account.Owner = "lasting";
        await account.SaveAsync();

        Assert.False(await account.DestroyAsync());

        Assert.Equal((false, 1), (account.IsDestroyed, await Account.CountAsync()));
    }

    [Theory]
    [InlineData("AfterCreate")]
    [InlineData("AfterSave")]
    [InlineData("saved")]
    public async Task Undo_a_save_by_throwing(string callback)
    {
        account.At[callback] = () => throw new InvalidOperationException("stop");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(account.SaveAsync);

        Assert.Equal("stop", failure.Message);
        Assert.Equal((true, 0, 0), (account.IsNew, account.Id, await Account.CountAsync()));
    }

    [Fact]
    public async Task Run_after_the_outermost_commit_only()
    {
        await Database.TransactionAsync(async () =>
        {
            await account.SaveAsync();
            await Database.NestedTransactionAsync(() => account.UpdateAsync(new { Balance = 7 }));

            Assert.DoesNotContain(account.Calls, call => call.StartsWith("AfterCommit", StringComparison.Ordinal));
        });

        Assert.Equal(["AfterCommit Create", "AfterCommit Update"], account.Calls[^2..]);
    }

    [Fact]
    public async Task See_what_is_committed_and_may_write_again()
    {
        var seen = -1;
        account.At["AfterCommit Create"] = () => seen = Convert.ToInt32(Site.Run("SELECT count(*) FROM accounts"), System.Globalization.CultureInfo.InvariantCulture);
        await account.SaveAsync();

        await Database.AfterCommitAsync(() => account.UpdateAsync(new { Balance = 7 }));

        Assert.Equal((1, 7), (seen, (await Account.FindAsync(account.Id)).Balance));
    }

    [Fact]
    public async Task Do_not_undo_a_commit_by_throwing_after_it()
    {
        account.At["AfterCommit Create"] = () => throw new InvalidOperationException("too late");

        Assert.True(await account.SaveAsync());

        Assert.Equal(1, await Account.CountAsync());
        Assert.Contains("Error: The transaction has ended, but a callback after it failed", Log.Lines);
    }

    [Fact]
    public async Task Run_after_a_rollback_and_find_the_record_as_it_was()
    {
        var isNew = false;
        account.At["AfterRollback Create"] = () => isNew = account.IsNew;

        await Database.TransactionAsync(async () =>
        {
            await account.SaveAsync();
            throw new RollbackException();
        });

        Assert.True(isNew);
        Assert.Equal("AfterRollback Create", account.Calls[^1]);
    }
}
