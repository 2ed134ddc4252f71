using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Docs.Tests.Snippets;

public sealed class SecretsTests : SnippetDatabase
{
    const string OldSecret = "the secret this library had before 2025";
    const string NewSecret = "the secret this library has since 2025";

    protected override DatabaseOptions Options => base.Options with { Secrets = [OldSecret], PasswordRounds = 1 };

    public override async ValueTask InitializeAsync() => await Database.MigrateAsync();

    [Fact]
    public async Task Signs_a_patron_in()
    {
        // snippet: secrets-sign-up
        var patron = await Patron.CreateAsync(new PatronParams("Ann@Example.org", "four shelves of maps", "four shelves of maps"));
        // end snippet

        Assert.Empty(patron.Errors);
        Assert.Null(patron.Password);
        var (email, password) = ("ann@example.org ", "four shelves of maps");

        // snippet: secrets-sign-in
        var found = await Patron.AuthenticateByAsync(one => one.Email == email, password); // null: wrong, or nobody
        // end snippet

        Assert.Equal(patron.Id, found!.Id);
    }

    [Fact]
    public async Task Sets_a_new_password()
    {
        var patron = await Stored();

        // snippet: secrets-reset
        var token = patron.TokenFor(Patron.PasswordReset); // goes into the link of a mail

        var owner = await Patron.FindByTokenAsync(Patron.PasswordReset, token); // throws RecordNotFoundException: a 404
        await owner.UpdateAsync(new { Password = "five shelves of maps", PasswordConfirmation = "five shelves of maps" });

        var again = await Patron.FindByTokenOrDefaultAsync(Patron.PasswordReset, token); // null: it has been used
        // end snippet

        Assert.Null(again);
        Assert.True(await owner.AuthenticateAsync("five shelves of maps"));
    }

    [Fact]
    public async Task Signs_an_id()
    {
        var patron = await Stored();

        // snippet: secrets-signed-id
        var signed = patron.SignedId("unsubscribe", expiresIn: TimeSpan.FromDays(30));

        var reader = await Patron.FindSignedAsync(signed, "unsubscribe");
        // end snippet

        Assert.Equal(patron.Id, reader.Id);
    }

    [Fact]
    public async Task Makes_a_card_number_and_another()
    {
        var patron = await Stored();
        var first = patron.CardKey;

        // snippet: secrets-regenerate
        await patron.RegenerateAsync(one => one.CardKey); // the old one opens nothing any more
        // end snippet

        Assert.NotEqual(first, patron.CardKey);
    }

    [Fact]
    public async Task Rotates_its_secrets()
    {
        var patron = await Stored();
        await patron.UpdateAsync(new { Phone = "030 123456" });

        // snippet: secrets-rotate
        var options = Options with { Secrets = [NewSecret, OldSecret] };
        await using var rotating = new Database(options);
        await using var unit = rotating.BeginUnitOfWork();

        await Patron.ReencryptAsync(); // for each record class with [Encrypted]
        // end snippet

        Assert.Equal(patron.Id, (await Patron.FindByAsync(one => one.Phone == "030 123456")).Id);
    }

    [Fact]
    public async Task Shows_no_secret()
    {
        // snippet: secrets-inspect
        var shown = (await Stored()).Inspect(); // Patron { Id = 1, Email = "ann@example.org", Phone = null, PasswordDigest = [FILTERED], ...
        // end snippet

        Assert.Contains("PasswordDigest = [FILTERED]", shown, StringComparison.Ordinal);
    }

    static async Task<Patron> Stored() =>
        await Patron.CreateAsync(new PatronParams("ann@example.org", "four shelves of maps", "four shelves of maps"));
}

// snippet: secrets-patron
public class Patron : Record<Patron>
{
    [Required, EmailAddress, Unique, Normalize(Lower = true)] public string Email { get; set; } = "";

    [SecurePassword] public string? Password { get; set; }
    public string? PasswordConfirmation { get; set; }
    public string? PasswordDigest { get; private set; }

    [SecureToken, Unique] public string CardKey { get; private set; } = "";

    [Encrypted(Deterministic = true)] public string? Phone { get; set; }
    [Encrypted] public string? Notes { get; set; }

    public static TokenPurpose<Patron> PasswordReset { get; } =
        new(TimeSpan.FromMinutes(15), patron => patron.PasswordDigest);
}

public record PatronParams(string Email, string Password, string PasswordConfirmation);
// end snippet

// snippet: secrets-migration
[DbContext(typeof(RecordContext)), Migration("20260101120000_CreatePatrons")]
public class CreatePatrons : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("patrons", table => new
        {
            id = table.Column<int>(),
            email = table.Column<string>(),
            password_digest = table.Column<string>(nullable: true),
            card_key = table.Column<string>(),
            phone = table.Column<string>(nullable: true), // encrypted: no maxLength
            notes = table.Column<string>(nullable: true),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_patrons", patron => patron.id));

        migration.CreateIndex("ix_patrons_email", "patrons", "email", unique: true);
        migration.CreateIndex("ix_patrons_card_key", "patrons", "card_key", unique: true);
    }

    protected override void Down(MigrationBuilder migration) => migration.DropTable("patrons");
}
// end snippet
