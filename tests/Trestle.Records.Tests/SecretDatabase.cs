namespace Trestle.Records.Tests;

/// <summary>A database with secrets.</summary>
public abstract class SecretDatabase : TestDatabase
{
    protected const string OldSecret = "an old secret of the signal box, 1889";
    protected const string NewSecret = "a new secret of the signal box, 1925";

    protected override DatabaseOptions Options => base.Options with { Secrets = [OldSecret], PasswordRounds = 2 };

    /// <summary>Runs in the same database as another application would, with secrets of its own.</summary>
    protected async Task WithSecrets(string[] secrets, Func<Task> work)
    {
        await using var database = new Database(Options with { Secrets = secrets });
        await using var unit = database.BeginUnitOfWork();
        await work();
    }

    protected static async Task<Keeper> SavedKeeper(string email = "ann@example.org")
    {
        var keeper = await Keeper.CreateAsync(new KeeperParams(email, "four rails to the east"));
        Assert.Equal([], keeper.Errors.FullMessages);

        return keeper;
    }
}
