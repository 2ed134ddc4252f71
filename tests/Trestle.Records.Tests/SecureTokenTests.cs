namespace Trestle.Records.Tests;

public class SecureTokenTests : SecretDatabase
{
    [Fact]
    public async Task A_new_record_gets_a_token()
    {
        var (one, other) = (await SavedKeeper(), await SavedKeeper("bob@example.org"));

        Assert.Matches("^[1-9A-HJ-NP-Za-km-z]{24}$", one.ApiKey);
        Assert.Equal(40, one.Invitation!.Length);
        Assert.NotEqual(one.ApiKey, other.ApiKey);
        Assert.Equal(one.ApiKey, (await Keeper.FindAsync(one.Id)).ApiKey);
    }

    [Fact]
    public async Task Keeps_a_token_that_is_given()
    {
        var keeper = new Keeper { Email = "ann@example.org", Password = "four rails", Invitation = "come" };

        Assert.True(await keeper.SaveAsync());

        Assert.Equal("come", keeper.Invitation);
    }

    [Fact]
    public async Task A_stored_record_may_be_without()
    {
        var keeper = await SavedKeeper();

        await keeper.UpdateAsync(new { Invitation = (string?)null });

        Assert.Null(keeper.Invitation);
    }

    [Fact]
    public async Task Makes_a_new_token_and_writes_nothing_else()
    {
        var keeper = await SavedKeeper();
        var old = keeper.ApiKey;
        keeper.Email = "unsaved@example.org";

        await keeper.RegenerateAsync(k => k.ApiKey);

        var stored = await Keeper.FindAsync(keeper.Id);
        Assert.NotEqual(old, keeper.ApiKey);
        Assert.Equal((keeper.ApiKey, "ann@example.org"), (stored.ApiKey, stored.Email));
    }

    [Fact]
    public async Task Says_what_is_no_token()
    {
        var keeper = await SavedKeeper();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => keeper.RegenerateAsync(k => k.Email));

        Assert.Equal(
            """
            expected a secure token of Keeper, got: Email

            Declare it as one:

                [SecureToken, Unique] public string Email { get; private set; } = "";
            """,
            refused.Message);
    }

    [Fact]
    public void Refuses_a_token_that_could_be_guessed()
    {
        var refused = Assert.Throws<ArgumentException>(() => SecureToken.DeclaredBy(typeof(Guessable)).ToList());

        Assert.Equal("expected Length of Guessable.Code to be at least 24, got: 6", refused.Message);
    }

    [System.ComponentModel.DataAnnotations.Schema.NotMapped]
    sealed class Guessable : Record<Guessable>
    {
        [SecureToken(Length = 6)] public string? Code { get; set; }
    }
}
