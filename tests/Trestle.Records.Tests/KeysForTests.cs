namespace Trestle.Records.Tests;

public sealed class KeysForTests : IDisposable
{
    const string Old = "an-old-secret-of-at-least-thirty-two-letters";
    const string New = "a-new-secret-of-at-least-thirty-two-letters!";

    readonly TestSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Each_purpose_has_a_key_of_its_own_that_stays()
    {
        await using var database = With(New);
        await using var again = With(New);

        Assert.Equal(32, database.KeysFor("tokens").Single().Length);
        Assert.Equal(database.KeysFor("tokens"), again.KeysFor("tokens"));
        Assert.NotEqual(database.KeysFor("tokens"), database.KeysFor("feeds"));
    }

    [Fact]
    public async Task The_newest_secrets_key_comes_first_and_the_old_one_still_verifies()
    {
        await using var before = With(Old);
        await using var after = With(New, Old);

        Assert.Equal(2, after.KeysFor("tokens").Count);
        Assert.Equal(before.KeysFor("tokens")[0], after.KeysFor("tokens")[1]);
    }

    [Fact]
    public async Task No_purpose_has_a_key_that_the_database_uses_itself()
    {
        await using var database = With(New);

        Assert.DoesNotContain(database.Keys.For(KeyRing.Signing)[0], database.KeysFor(KeyRing.Signing));
    }

    [Fact]
    public async Task What_is_done_to_a_key_changes_no_other()
    {
        await using var database = With(New);

        Array.Clear(database.KeysFor("tokens")[0]);

        Assert.NotEqual(new byte[32], database.KeysFor("tokens")[0]);
    }

    Database With(params string[] secrets) => new(site.Options(typeof(Article).Assembly) with { Secrets = secrets });
}
