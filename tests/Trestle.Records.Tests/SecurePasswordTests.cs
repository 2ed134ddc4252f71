using System.Diagnostics;

namespace Trestle.Records.Tests;

public class SecurePasswordTests : TestDatabase
{
    const string Password = "four rails to the east";

    int hashed;

    protected override DatabaseOptions Options => base.Options with
    {
        PasswordRounds = 2,
        HeavyWork = work =>
        {
            hashed++;
            work();

            return Task.CompletedTask;
        },
    };

    [Fact]
    public async Task Stores_a_hash_and_forgets_the_password()
    {
        var keeper = await SavedKeeper();

        Assert.Null(keeper.Password);
        Assert.Null(keeper.PasswordConfirmation);
        Assert.Matches(@"^\$pbkdf2-sha512\$i=2\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$", keeper.PasswordDigest);
        Assert.Equal(keeper.PasswordDigest, (await Keeper.FindAsync(keeper.Id)).PasswordDigest);
    }

    [Fact]
    public async Task Two_hashes_of_a_password_differ()
    {
        var (one, other) = (await SavedKeeper(), await SavedKeeper("bob@example.org"));

        Assert.NotEqual(one.PasswordDigest, other.PasswordDigest);
    }

    [Theory]
    [InlineData(null, null, "Password can't be blank")]
    [InlineData("", null, "Password can't be blank")]
    [InlineData("short", null, "Password is too short (minimum is 8 characters)")]
    [InlineData("four rails", "four Rails", "Password confirmation doesn't match Password")]
    public async Task Judges_a_new_password(string? password, string? confirmation, string message)
    {
        var keeper = await Keeper.CreateAsync(new KeeperParams("ann@example.org", password, confirmation));

        Assert.Equal([message], keeper.Errors.FullMessages);
        Assert.Equal(0, hashed);
    }

    [Fact]
    public async Task Refuses_a_password_with_half_a_character()
    {
        var keeper = await Keeper.CreateAsync(new KeeperParams("ann@example.org", "half a \ud800 character"));

        Assert.Equal(["Password is invalid"], keeper.Errors.FullMessages);
    }

    [Fact]
    public async Task Refuses_a_password_that_is_too_long()
    {
        var keeper = await Keeper.CreateAsync(new KeeperParams("ann@example.org", new('x', 129)));

        Assert.Equal(["Password is too long (maximum is 128 characters)"], keeper.Errors.FullMessages);
    }

    [Fact]
    public async Task Tells_the_right_password_from_others()
    {
        var keeper = await SavedKeeper();

        Assert.True(await keeper.AuthenticateAsync(Password));
        Assert.False(await keeper.AuthenticateAsync("four rails to the west"));
        Assert.False(await keeper.AuthenticateAsync(""));
        Assert.False(await keeper.AuthenticateAsync(null));
        Assert.False(await keeper.AuthenticateAsync("\ud800"));
        Assert.False(await new Keeper().AuthenticateAsync(Password));
    }

    [Fact]
    public async Task Knows_a_password_typed_in_other_code_points()
    {
        var keeper = await SavedKeeper(password: "caf\u00e9 au rail");

        Assert.True(await keeper.AuthenticateAsync("cafe\u0301 au rail"));
    }

    [Fact]
    public async Task Finds_whom_a_password_belongs_to()
    {
        var keeper = await SavedKeeper();
        var typed = "ANN@example.org";

        Assert.Equal(keeper.Id, (await Keeper.AuthenticateByAsync(k => k.Email == typed, Password))!.Id);
        Assert.Null(await Keeper.AuthenticateByAsync(k => k.Email == typed, "wrong password"));
        Assert.Null(await Keeper.AuthenticateByAsync(k => k.Email == typed, null));
    }

    [Fact]
    public async Task Works_as_hard_for_somebody_unknown()
    {
        await SavedKeeper();
        hashed = 0;

        Assert.Null(await Keeper.AuthenticateByAsync(k => k.Email == "eve@example.org", Password));

        Assert.Equal(1, hashed);
    }

    [Fact]
    public void Works_for_nobody_too()
    {
        const int rounds = 50_000;
        var digest = PasswordHash.Of(Password, rounds);
        var nothing = Quickest(() => PasswordHash.Matches("wrong", PasswordHash.Of(Password, 1), 1));

        Assert.True(Quickest(() => PasswordHash.Matches("wrong", null, rounds)) > 20 * nothing);
        Assert.True(Quickest(() => PasswordHash.Matches(null, digest, rounds)) > 20 * nothing);
    }

    [Fact]
    public async Task An_empty_password_changes_nothing()
    {
        var keeper = await SavedKeeper();
        var digest = keeper.PasswordDigest;

        Assert.True(await keeper.UpdateAsync(new KeeperParams("ann@example.net", "", "")));

        Assert.Equal(digest, keeper.PasswordDigest);
        Assert.True(await keeper.AuthenticateAsync(Password));
    }

    [Fact]
    public async Task A_changed_password_replaces_the_old()
    {
        var keeper = await SavedKeeper();

        Assert.True(await keeper.UpdateAsync(new { Password = "six rails to the west" }));

        Assert.False(await keeper.AuthenticateAsync(Password));
        Assert.True(await (await Keeper.FindAsync(keeper.Id)).AuthenticateAsync("six rails to the west"));
    }

    [Fact]
    public async Task A_record_may_have_several_passwords()
    {
        var keeper = await SavedKeeper(pin: "4711");

        Assert.True(await keeper.AuthenticateAsync("4711", nameof(Keeper.Pin)));
        Assert.False(await keeper.AuthenticateAsync("4711"));
        Assert.NotNull(await Keeper.AuthenticateByAsync(k => k.Id == keeper.Id, "4711", nameof(Keeper.Pin)));
        Assert.False(await (await SavedKeeper("bob@example.org")).AuthenticateAsync("4711", nameof(Keeper.Pin)));
    }

    [Fact]
    public async Task Hashes_anew_at_sign_in_when_the_work_has_grown()
    {
        var keeper = await SavedKeeper();
        var weak = PasswordHash.Of(Password, 1);
        await Weaken(keeper, weak);

        Assert.False(await keeper.AuthenticateAsync("wrong password"));
        Assert.Equal(weak, keeper.PasswordDigest);

        Assert.True(await keeper.AuthenticateAsync(Password));
        Assert.StartsWith("$pbkdf2-sha512$i=2$", keeper.PasswordDigest, StringComparison.Ordinal);
        Assert.False(keeper.IsChanged);
        Assert.Equal(keeper.PasswordDigest, (await Keeper.FindAsync(keeper.Id)).PasswordDigest);
        Assert.True(await keeper.AuthenticateAsync(Password));
    }

    [Fact]
    public async Task Hashing_anew_does_not_undo_a_change_made_meanwhile()
    {
        var keeper = await SavedKeeper();
        await Weaken(keeper, PasswordHash.Of(Password, 1));
        var other = await Keeper.FindAsync(keeper.Id);
        await other.UpdateAsync(new { Password = "six rails to the west" });

        Assert.True(await keeper.AuthenticateAsync(Password));

        Assert.Equal(other.PasswordDigest, (await Keeper.FindAsync(keeper.Id)).PasswordDigest);
    }

    [Fact]
    public async Task A_hash_outlives_a_save_that_fails()
    {
        await SavedKeeper("ann@example.org");
        var keeper = new Keeper().Assign(new KeeperParams("ann@example.org", Password));

        Assert.False(await keeper.SaveAsync());
        Assert.Equal(Password, keeper.Password);

        keeper.Email = "bob@example.org";
        Assert.True(await keeper.SaveAsync());
        Assert.True(await keeper.AuthenticateAsync(Password));
    }

    [Fact]
    public async Task Nobody_waits_at_the_gate_while_a_password_is_hashed()
    {
        var wasInGate = true;
        await using var database = new Database(Options with
        {
            HeavyWork = work =>
            {
                wasInGate = Database.Current.IsInGate;
                work();

                return Task.CompletedTask;
            },
        });
        await using var work = database.BeginUnitOfWork();

        await SavedKeeper();

        Assert.False(wasInGate);
    }

    [Fact]
    public async Task Leaves_half_of_the_processors_alone()
    {
        var (running, most) = (0, 0);
        var mayEnd = new TaskCompletionSource();
        await using var database = new Database(Options with
        {
            HeavyWork = async work =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await mayEnd.Task;
                work();
                Interlocked.Decrement(ref running);
            },
        });
        await using var work = database.BeginUnitOfWork();

        var signingIn = Enumerable.Range(0, 100).Select(_ => new Keeper().AuthenticateAsync(Password)).ToList();
        mayEnd.SetResult();
        await Task.WhenAll(signingIn);

        Assert.Equal(Math.Max(1, Environment.ProcessorCount / 2), most);
    }

    [Fact]
    public async Task Says_that_a_digest_is_none()
    {
        var keeper = await SavedKeeper();
        await Weaken(keeper, "$2a$12$abcdefghijklmnopqrstuv");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => keeper.AuthenticateAsync(Password));

        Assert.Equal(
            """
            A stored password digest is not of the form $pbkdf2-sha512$i=...$salt$hash: it was made by something else, or cut off.

            Look at the column's length, or ask the person for a new password, which makes a new digest.
            """,
            refused.Message);
    }

    [Fact]
    public async Task Says_that_there_is_no_such_password()
    {
        var keeper = await SavedKeeper();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => keeper.AuthenticateAsync(Password, "Code"));

        Assert.Equal(
            """
            Keeper has no password Code.

            Declare it, and the column of its hash:

                [SecurePassword] public string? Code { get; set; }
                public string? CodeDigest { get; private set; }
            """,
            refused.Message);
    }

    [Fact]
    public void Says_that_a_digest_has_no_place()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => SecurePassword.DeclaredBy(typeof(Careless)).ToList());

        Assert.Equal(
            """
            Careless.Password is [SecurePassword]: it wants to be text, and a text PasswordDigest beside it to keep its hash in.

            Declare both, and the column of the second:

                [SecurePassword] public string? Password { get; set; }
                public string? PasswordDigest { get; private set; }
            """,
            refused.Message);
    }

    static double Quickest(Action work) => Enumerable.Range(0, 7).Min(_ =>
    {
        var began = Stopwatch.GetTimestamp();
        work();

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    });

    static async Task Weaken(Keeper keeper, string digest)
    {
        await Keeper.Where(k => k.Id == keeper.Id).UpdateAllAsync(set => set.SetProperty(k => k.PasswordDigest, digest));
        await keeper.ReloadAsync();
    }

    static async Task<Keeper> SavedKeeper(string email = "ann@example.org", string password = Password, string? pin = null)
    {
        var keeper = await Keeper.CreateAsync(new KeeperParams(email, password, password, pin));
        Assert.Equal([], keeper.Errors.FullMessages);

        return keeper;
    }

    [System.ComponentModel.DataAnnotations.Schema.NotMapped]
    sealed class Careless : Record<Careless>
    {
        [SecurePassword] public string? Password { get; set; }
    }
}
