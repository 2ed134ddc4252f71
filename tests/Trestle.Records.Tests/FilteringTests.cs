namespace Trestle.Records.Tests;

public class FilteringTests : SecretDatabase
{
    protected override DatabaseOptions Options => base.Options with { FilteredAttributes = ["phone"] };

    [Fact]
    public async Task Shows_a_record_without_its_secrets()
    {
        var keeper = await SavedKeeper();

        Assert.Equal(
            "Keeper { Id = 1, Email = \"ann@example.org\", PasswordDigest = [FILTERED], PinDigest = null, ApiKey = [FILTERED], Invitation = [FILTERED], " +
            "CreatedAt = 2025-01-31T12:00:00.0000000+00:00, UpdatedAt = 2025-01-31T12:00:00.0000000+00:00 }",
            keeper.Inspect().Replace("Password = null, PasswordConfirmation = null, ", "", StringComparison.Ordinal).Replace("Pin = null, ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Shows_no_password_that_was_typed()
    {
        var shown = new Keeper { Password = "four rails", PasswordConfirmation = "four rails", Pin = "4711" }.Inspect();

        Assert.DoesNotContain("four rails", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_nothing_encrypted()
    {
        var shown = new Waybill { Consignee = "Ann", Contents = "salt", Weight = 7 }.Inspect();

        Assert.Equal(
            "Waybill { Id = 0, Consignee = [FILTERED], Contents = [FILTERED], Remark = null, Station = null, Weight = 7, " +
            "CreatedAt = 0001-01-01T00:00:00.0000000+00:00, UpdatedAt = 0001-01-01T00:00:00.0000000+00:00 }",
            shown);
    }

    [Fact]
    public void An_app_names_more_to_filter()
    {
        var shown = new Member { Phone = "+4930123456", Name = new('x', 60) }.Inspect();

        Assert.Contains("Phone = [FILTERED]", shown, StringComparison.Ordinal);
        Assert.Contains($"Name = \"{new string('x', 50)}...\"", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_no_secret_that_changed()
    {
        var keeper = await SavedKeeper();
        await keeper.UpdateAsync(new { Password = "six rails to the west", Email = "bob@example.org" });

        Assert.Equal(
            "RecordChange { Property = Email, Old = \"ann@example.org\", New = \"bob@example.org\" }",
            keeper.SavedChanges.Single(c => c.Property == nameof(Keeper.Email)).ToString());
        Assert.Equal(
            "RecordChange { Property = PasswordDigest, Old = [FILTERED], New = [FILTERED] }",
            keeper.SavedChanges.Single(c => c.Property == nameof(Keeper.PasswordDigest)).ToString());
    }

    [Fact]
    public async Task Lists_values_but_not_related_records()
    {
        var article = await SavedArticle("Bridges");
        article.Tags = ["rail", "stone"];

        var shown = article.Inspect();

        Assert.Contains("Tags = [\"rail\", \"stone\"]", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Comments", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_s_log_has_no_secret()
    {
        var lines = new LogLines(category: "");
        await using var database = new Database(Options with { Loggers = lines });
        await using var work = database.BeginUnitOfWork();

        await Keeper.CreateAsync(new KeeperParams("ann@example.org", "four rails to the east"));
        await Waybill.CreateAsync(new { Consignee = "Ann Stone", Contents = "twelve crates" });
        var typed = "Ann Stone";
        await Waybill.FindByAsync(w => w.Consignee == typed);

        Assert.Contains(lines.Lines, line => line.Contains("INSERT INTO", StringComparison.Ordinal));
        Assert.DoesNotContain(lines.Lines, line => line.Contains("Ann Stone", StringComparison.OrdinalIgnoreCase)
            || line.Contains("crates", StringComparison.Ordinal)
            || line.Contains("pbkdf2", StringComparison.Ordinal)
            || line.Contains("four rails", StringComparison.Ordinal));
    }
}
