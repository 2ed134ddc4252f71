#pragma warning disable EF1002 // The column names are the test's own.

namespace Trestle.Records.Tests;

public class EncryptionTests : SecretDatabase
{
    const string Contents = "Twelve crates of signal lamps, fragile";

    [Fact]
    public async Task Stores_what_nobody_can_read()
    {
        var waybill = await SavedWaybill();

        Assert.Matches(@"^\$aes256gcm\$[A-Za-z0-9_-]+$", await StoredAsync("contents"));
        Assert.Matches(@"^\$aes256gcm-d\$[A-Za-z0-9_-]+$", await StoredAsync("consignee"));
        Assert.Null(await StoredAsync("remark"));
        Assert.Equal((Contents, "ann stone"), Read(await Waybill.FindAsync(waybill.Id)));
        Assert.Equal([Contents], await Waybill.All.PluckAsync(w => w.Contents));
    }

    [Fact]
    public async Task Encrypts_any_text()
    {
        var waybill = await SavedWaybill();

        foreach (var text in (string[])["", " ", "\u0000", "$aes256gcm$", "Žluťoučký 🚂", new('x', 100_000)])
        {
            Assert.True(await waybill.UpdateAsync(new { Contents = text }));
            Assert.Equal(text, (await Waybill.FindAsync(waybill.Id)).Contents);
        }
    }

    [Fact]
    public async Task The_same_text_looks_different_each_time()
    {
        await SavedWaybill();
        var first = await StoredAsync("contents");
        var waybill = await Waybill.FirstAsync();
        await waybill.UpdateAsync(new { Contents = "other" });
        await waybill.UpdateAsync(new { Contents });

        Assert.NotEqual(first, await StoredAsync("contents"));
    }

    [Fact]
    public async Task What_has_not_changed_is_not_encrypted_anew()
    {
        await SavedWaybill();
        var first = await StoredAsync("contents");
        var waybill = await Waybill.FirstAsync();

        Assert.False(waybill.IsChanged);
        await waybill.UpdateAsync(new { Weight = 7 });

        Assert.Equal(first, await StoredAsync("contents"));
    }

    [Fact]
    public async Task Finds_by_a_deterministic_text_in_any_case()
    {
        var id = (await SavedWaybill()).Id;
        var typed = " ANN Stone";

        Assert.Equal(id, (await Waybill.FindByAsync(w => w.Consignee == typed)).Id);
        Assert.Equal(id, (await Waybill.FindByAsync(w => w.Consignee == "Ann Stone")).Id);
        Assert.Equal(id, (await Waybill.FindByAsync(w => w.Consignee.Equals(typed))).Id);
        Assert.Equal(id, (await Waybill.FindOrCreateByAsync(new { Consignee = "ann STONE" })).Id);
        Assert.Null(await Waybill.FindByOrDefaultAsync(w => w.Consignee == "Bob"));
        Assert.Equal(0, await Waybill.Where(w => w.Consignee != typed).CountAsync());
        Assert.Equal(1, await Waybill.Where(w => w.Consignee != "Bob").CountAsync());
        Assert.Equal(1, await Waybill.Where(w => w.Contents != null && w.Remark == null).CountAsync());
    }

    [Fact]
    public async Task A_deterministic_text_can_be_unique()
    {
        await SavedWaybill();

        var again = await Waybill.CreateAsync(new { Consignee = "ANN STONE" });

        Assert.Equal(["Consignee has already been taken"], again.Errors.FullMessages);
    }

    [Fact]
    public async Task Judges_the_text_and_not_what_is_stored()
    {
        Assert.True((await Waybill.CreateAsync(new { Consignee = new string('x', 60) })).Errors.Count == 0);
        Assert.Equal(
            ["Consignee is too long (maximum is 60 characters)"],
            (await Waybill.CreateAsync(new { Consignee = new string('x', 61) })).Errors.FullMessages);
    }

    [Fact]
    public async Task Encrypts_what_is_written_without_rules()
    {
        var waybill = await SavedWaybill();

        await waybill.UpdateColumnsAsync(new { Contents = "salt" });
        Assert.StartsWith("$aes256gcm$", await StoredAsync("contents"), StringComparison.Ordinal);

        await Waybill.All.UpdateAllAsync(set => set.SetProperty(w => w.Contents, "coal").SetProperty(w => w.Consignee, "BOB"));
        Assert.StartsWith("$aes256gcm$", await StoredAsync("contents"), StringComparison.Ordinal);
        Assert.Equal(("coal", "bob"), Read(await Waybill.FindByAsync(w => w.Consignee == "Bob")));
    }

    [Fact]
    public async Task A_text_that_cannot_be_looked_for_says_so()
    {
        await SavedWaybill();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Waybill.FindByOrDefaultAsync(w => w.Contents == Contents));

        Assert.Equal(
            """
            Waybill.Contents is [Encrypted]: the same text is encrypted to another each time, so that no query can look for it.

            Let it be encrypted to the same: [Encrypted(Deterministic = true)]
            """,
            refused.Message);
    }

    [Theory]
    [InlineData("contents")]
    [InlineData("consignee")]
    public async Task Sees_that_what_is_stored_was_changed(string column)
    {
        await SavedWaybill();
        var good = (await StoredAsync(column))!;
        var prefix = good.LastIndexOf('$') + 7;

        foreach (var bad in new[] { good[..^1], good[..20], good + "AAAA", Flipped(good, prefix), Flipped(good, good.Length - 3) })
        {
            await StoreAsync(column, bad);
            var refused = await Assert.ThrowsAsync<DecryptionException>(() => Waybill.FirstAsync());

            Assert.Equal($"Waybill.{char.ToUpperInvariant(column[0])}{column[1..]}", refused.Property);
            Assert.Equal(
                $"""
                {refused.Property} holds a value that was changed or cut off after it was encrypted.

                Restore it from a backup, and look whether its column takes texts of any length.
                """,
                refused.Message);
        }
    }

    [Fact]
    public async Task A_deterministic_text_does_not_pass_for_the_other_kind()
    {
        await SavedWaybill();
        await StoreAsync("contents", (await StoredAsync("consignee"))!.Replace("-d$", "$", StringComparison.Ordinal));

        await Assert.ThrowsAsync<DecryptionException>(() => Waybill.FirstAsync());
    }

    [Fact]
    public async Task What_an_attribute_said_before_can_be_read()
    {
        await SavedWaybill();
        await StoreAsync("contents", await StoredAsync("consignee"));

        Assert.Equal("ann stone", (await Waybill.FirstAsync()).Contents);
        Assert.Equal(1, await Waybill.ReencryptAsync());
        Assert.StartsWith("$aes256gcm$", await StoredAsync("contents"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_secret_is_gone()
    {
        await SavedWaybill();

        await WithSecrets([NewSecret], async () =>
        {
            var refused = await Assert.ThrowsAsync<DecryptionException>(() => Waybill.FirstAsync());

            Assert.Matches(
                """
                ^Waybill.Con(signee|tents) holds a value encrypted with a secret that is not among DatabaseOptions.Secrets \(its key is [0-9a-f]{8}\)\.

                Give that secret back, after the newest, until everything is encrypted with the newest:

                    await Waybill.ReencryptAsync\(\);$
                """,
                refused.Message);
        });
    }

    [Fact]
    public async Task Says_that_there_is_no_secret() => await WithSecrets([], async () =>
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => Waybill.CreateAsync(new { Consignee = "Ann" }));

        Assert.StartsWith("The database has no secret to sign or encrypt with.", refused.GetBaseException().Message, StringComparison.Ordinal);
    });

    [Fact]
    public async Task Secrets_rotate_while_records_are_found()
    {
        var waybill = await SavedWaybill();
        var before = waybill.UpdatedAt;
        Time.Advance(TimeSpan.FromDays(1));

        await WithSecrets([NewSecret, OldSecret], async () =>
        {
            var typed = "Ann Stone";
            Assert.Equal(Contents, (await Waybill.FindByAsync(w => w.Consignee == typed)).Contents);
            Assert.Equal(1, await Waybill.Where(w => w.Consignee == "Ann Stone").CountAsync());
            Assert.Equal(0, await Waybill.Where(w => w.Consignee != typed).CountAsync());
            Assert.Equal(["Consignee has already been taken"], (await Waybill.CreateAsync(new { Consignee = typed })).Errors.FullMessages);

            Assert.Equal(2, await Waybill.ReencryptAsync());
            Assert.Equal(0, await Waybill.ReencryptAsync());
            Assert.Equal(waybill.Id, (await Waybill.FindByAsync(w => w.Consignee == typed)).Id);
        });

        await WithSecrets([NewSecret], async () =>
        {
            var renewed = await Waybill.FindByAsync(w => w.Consignee == "Ann Stone");
            Assert.Equal((Contents, before), (renewed.Contents, renewed.UpdatedAt));
        });
    }

    [Fact]
    public async Task Reads_and_finds_what_is_not_encrypted_yet()
    {
        var waybill = await SavedWaybill();
        await StoreAsync("remark", "keep dry");
        await StoreAsync("station", "Firth");

        Assert.Equal("keep dry", (await Waybill.FindByAsync(w => w.Station == "Firth")).Remark);
        Assert.Equal("Firth", await Waybill.Where(w => w.Remark != null).PickAsync(w => w.Station));
        Assert.Equal(2, await Waybill.ReencryptAsync());
        Assert.StartsWith("$aes256gcm$", await StoredAsync("remark"), StringComparison.Ordinal);
        Assert.Equal("keep dry", (await Waybill.FindByAsync(w => w.Station == "Firth")).Remark);
    }

    [Fact]
    public async Task Says_that_a_value_is_not_encrypted()
    {
        await SavedWaybill();
        await StoreAsync("contents", "salt and coal");

        var refused = await Assert.ThrowsAsync<DecryptionException>(() => Waybill.FirstAsync());

        Assert.Equal(
            """
            Waybill.Contents holds a value that is not encrypted.

            Let it be read as it is, [Encrypted(SupportUnencrypted = true)], until all are encrypted:

                await Waybill.ReencryptAsync();
            """,
            refused.Message);
    }

    [Fact]
    public async Task Encrypts_many_rows_anew()
    {
        await Waybill.InsertAllAsync(Enumerable.Range(0, 1003).Select(number => new Waybill { Consignee = $"Number {number}" }));

        await WithSecrets([NewSecret, OldSecret], async () => Assert.Equal(1003, await Waybill.ReencryptAsync()));
        await WithSecrets([NewSecret], async () => Assert.Equal("number 1002", (await Waybill.FindByAsync(w => w.Consignee == "number 1002")).Consignee));
    }

    static (string?, string) Read(Waybill waybill) => (waybill.Contents, waybill.Consignee);

    static string Flipped(string text, int at) => $"{text[..at]}{(text[at] == 'A' ? 'B' : 'A')}{text[(at + 1)..]}";

    static Task<string?> StoredAsync(string column) =>
        Database.Current.Database.SqlQueryRaw<string?>($"SELECT {column} AS \"Value\" FROM waybills").SingleAsync();

    static Task StoreAsync(string column, string? value) =>
        Database.Current.Database.ExecuteSqlRawAsync($"UPDATE waybills SET {column} = {{0}}", value!);

    static async Task<Waybill> SavedWaybill()
    {
        var waybill = await Waybill.CreateAsync(new { Consignee = "Ann Stone", Contents });
        Assert.Equal([], waybill.Errors.FullMessages);

        return waybill;
    }
}
