using System.Buffers.Text;

namespace Trestle.Records.Tests;

public class SignedIdTests : SecretDatabase
{
    [Fact]
    public async Task Finds_the_record_of_a_signed_id()
    {
        var keeper = await SavedKeeper();

        var signed = keeper.SignedId("unsubscribe");

        Assert.Matches("^[A-Za-z0-9_-]+$", signed);
        Assert.Equal(keeper.Id, (await Keeper.FindSignedAsync(signed, "unsubscribe")).Id);
    }

    [Fact]
    public async Task Is_good_for_one_purpose_and_one_class()
    {
        var keeper = await SavedKeeper();
        var signed = keeper.SignedId("unsubscribe");

        Assert.Null(await Keeper.FindSignedOrDefaultAsync(signed, "sign in"));
        Assert.Null(await Tag.FindSignedOrDefaultAsync(signed, "unsubscribe"));
        Assert.Null(await Keeper.FindByTokenOrDefaultAsync(Keeper.Forever, signed));
    }

    [Fact]
    public async Task Expires()
    {
        var keeper = await SavedKeeper();
        var signed = keeper.SignedId("unsubscribe", TimeSpan.FromDays(1));

        Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await Keeper.FindSignedOrDefaultAsync(signed, "unsubscribe"));

        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await Keeper.FindSignedOrDefaultAsync(signed, "unsubscribe"));
    }

    [Fact]
    public async Task Is_worth_nothing_with_any_bit_changed()
    {
        var keeper = await SavedKeeper();
        var signed = Base64Url.DecodeFromChars(keeper.SignedId("unsubscribe", TimeSpan.FromDays(1)));

        for (var bit = 0; bit < signed.Length * 8; bit++)
        {
            byte[] changed = [.. signed];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.Null(await Keeper.FindSignedOrDefaultAsync(Base64Url.EncodeToString(changed), "unsubscribe"));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Nothing_else_is_a_signed_id(string? text)
    {
        await SavedKeeper();

        Assert.Null(await Keeper.FindSignedOrDefaultAsync(text, "unsubscribe"));
        Assert.Null(await Keeper.FindSignedOrDefaultAsync(text + new string('A', 100_000), "unsubscribe"));
    }

    [Fact]
    public async Task Old_secrets_still_verify_and_unknown_ones_do_not()
    {
        var keeper = await SavedKeeper();
        var signed = keeper.SignedId("unsubscribe");

        await WithSecrets([NewSecret, OldSecret], async () =>
        {
            Assert.NotNull(await Keeper.FindSignedOrDefaultAsync(signed, "unsubscribe"));
            Assert.NotEqual(signed, keeper.SignedId("unsubscribe"));
            signed = keeper.SignedId("unsubscribe");
        });

        Assert.Null(await Keeper.FindSignedOrDefaultAsync(signed, "unsubscribe"));
    }

    [Fact]
    public async Task Says_that_it_found_nobody_and_not_by_what()
    {
        var missing = await Assert.ThrowsAsync<RecordNotFoundException>(() => Keeper.FindSignedAsync("abc", "unsubscribe"));

        Assert.Equal(
            """
            There is no Keeper for this signed id for unsubscribe: it was cut or changed, is for something else, has expired or been used, or its Keeper is gone.

            Where that is no surprise, ask with FindSignedOrDefaultAsync, which gives null.
            """,
            missing.Message);
    }

    [Fact]
    public void A_new_record_has_no_id_to_sign() =>
        Assert.Throws<InvalidOperationException>(() => new Keeper().SignedId("unsubscribe"));

    [Fact]
    public async Task Says_how_to_get_a_secret()
    {
        var keeper = await SavedKeeper();

        await WithSecrets([], () =>
        {
            var refused = Assert.Throws<InvalidOperationException>(() => keeper.SignedId("unsubscribe"));

            Assert.Equal(
                """
                The database has no secret to sign or encrypt with.

                Make one:

                    openssl rand -base64 48

                An application reads it from its settings, as TRESTLE_SECRETS in the environment; elsewhere say

                    new DatabaseOptions { Secrets = [secret] }

                and keep it out of the code and out of the database.
                """,
                refused.Message);

            return Task.CompletedTask;
        });
    }

    [Fact]
    public void Refuses_a_secret_that_could_be_guessed()
    {
        var refused = Assert.Throws<ArgumentException>(() => new KeyRing([NewSecret, "hunter2"]));

        Assert.Equal(
            """
            expected each of DatabaseOptions.Secrets to have at least 32 characters, got one of 7

            Make a secret nobody can guess:

                openssl rand -base64 48
            """,
            refused.Message);
    }

    [Fact]
    public void Each_purpose_has_keys_of_its_own()
    {
        var ring = new KeyRing([NewSecret, OldSecret]);
        string[] purposes = [KeyRing.Signing, KeyRing.Fingerprints];

        Assert.Equal(4, purposes.SelectMany(ring.For).Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Tells_nobody_its_secrets()
    {
        var told = Options.ToString();

        Assert.DoesNotContain(OldSecret, told, StringComparison.Ordinal);
        Assert.DoesNotContain(Options.ConnectionString, told, StringComparison.Ordinal);
    }
}
