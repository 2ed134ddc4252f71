namespace Trestle.Records.Tests;

public class TokenPurposeTests : SecretDatabase
{
    [Fact]
    public async Task Finds_the_record_of_a_token()
    {
        var keeper = await SavedKeeper();

        var token = keeper.TokenFor(Keeper.PasswordReset);

        Assert.Equal(keeper.Id, (await Keeper.FindByTokenAsync(Keeper.PasswordReset, token)).Id);
        Assert.Null(await Keeper.FindByTokenOrDefaultAsync(Keeper.EmailChange, token));
        Assert.Null(await Keeper.FindByTokenOrDefaultAsync(Keeper.PasswordReset, token[..^1]));
        Assert.Null(await Keeper.FindByTokenOrDefaultAsync(Keeper.PasswordReset, null));
    }

    [Fact]
    public async Task A_reset_token_is_used_up_by_the_new_password()
    {
        var keeper = await SavedKeeper();
        var token = keeper.TokenFor(Keeper.PasswordReset);
        await keeper.UpdateAsync(new { Email = "ann@example.net" });
        Assert.NotNull(await Keeper.FindByTokenOrDefaultAsync(Keeper.PasswordReset, token));

        await keeper.UpdateAsync(new { Password = "six rails to the west" });

        Assert.Null(await Keeper.FindByTokenOrDefaultAsync(Keeper.PasswordReset, token));
    }

    [Fact]
    public async Task A_reset_token_is_good_for_a_quarter_of_an_hour()
    {
        var token = (await SavedKeeper()).TokenFor(Keeper.PasswordReset);

        Time.Advance(TimeSpan.FromMinutes(15));

        Assert.Null(await Keeper.FindByTokenOrDefaultAsync(Keeper.PasswordReset, token));
    }

    [Fact]
    public async Task Is_worth_nothing_when_any_of_its_values_has_changed()
    {
        var keeper = await SavedKeeper();
        var token = keeper.TokenFor(Keeper.EmailChange);
        Assert.NotNull(await Keeper.FindByTokenOrDefaultAsync(Keeper.EmailChange, token));

        await keeper.UpdateAsync(new { Pin = "4711" });

        Assert.Null(await Keeper.FindByTokenOrDefaultAsync(Keeper.EmailChange, token));
    }

    [Fact]
    public async Task May_live_as_long_as_its_record()
    {
        var keeper = await SavedKeeper();
        var token = keeper.TokenFor(Keeper.Forever);
        Time.Advance(TimeSpan.FromDays(1000));
        Assert.NotNull(await Keeper.FindByTokenOrDefaultAsync(Keeper.Forever, token));

        await keeper.DestroyAsync();

        Assert.Null(await Keeper.FindByTokenOrDefaultAsync(Keeper.Forever, token));
    }

    [Fact]
    public async Task Old_secrets_still_verify()
    {
        var token = (await SavedKeeper()).TokenFor(Keeper.PasswordReset);

        await WithSecrets([NewSecret, OldSecret], async () =>
            Assert.NotNull(await Keeper.FindByTokenOrDefaultAsync(Keeper.PasswordReset, token)));
        await WithSecrets([NewSecret], async () =>
            Assert.Null(await Keeper.FindByTokenOrDefaultAsync(Keeper.PasswordReset, token)));
    }

    [Fact]
    public async Task Two_records_with_the_same_values_have_different_tokens()
    {
        var (one, other) = (await SavedKeeper(), await SavedKeeper("bob@example.org"));
        await other.UpdateColumnsAsync(new { Invitation = one.Invitation });

        Assert.NotEqual(one.TokenFor(Keeper.Forever), other.TokenFor(Keeper.Forever));
    }

    [Fact]
    public async Task Says_what_a_token_can_be_made_from()
    {
        var keeper = await SavedKeeper();

        var refused = Assert.Throws<ArgumentException>(() => keeper.TokenFor(Keeper.Odd));

        Assert.Equal(
            """
            expected Keeper.Odd to be made from a text, a number, a time or a tuple of them, got: Keeper

            Name the properties that matter:

                new(expiresIn, one => (one.Email, one.UpdatedAt))
            """,
            refused.Message);
    }

    [Fact]
    public async Task Says_that_it_found_nobody()
    {
        var missing = await Assert.ThrowsAsync<RecordNotFoundException>(() => Keeper.FindByTokenAsync(Keeper.PasswordReset, "abc"));

        Assert.Equal(
            """
            There is no Keeper for this PasswordReset token: it was cut or changed, is for something else, has expired or been used, or its Keeper is gone.

            Where that is no surprise, ask with FindByTokenOrDefaultAsync, which gives null.
            """,
            missing.Message);
    }

    [Fact]
    public void Values_that_differ_look_different()
    {
        object?[] values =
        [
            null, "", "1", 1.5m, true, "ab", 2, ("a", "b"), ("", "ab"), ("ab", ""), ("a", (string?)null), Array.Empty<byte>(), new byte[] { 0 },
            new DateTimeOffset(2025, 1, 31, 12, 0, 0, 0, 1, TimeSpan.Zero), new DateTimeOffset(2025, 1, 31, 12, 0, 0, 0, 2, TimeSpan.Zero),
            new DateOnly(2025, 1, 31), Guid.Empty, DayOfWeek.Saturday,
        ];

        Assert.Equal(values.Length, values.Select(v => Convert.ToHexString(FingerprintValue.Bytes(v, typeof(Keeper), "any"))).Distinct().Count());
    }
}
