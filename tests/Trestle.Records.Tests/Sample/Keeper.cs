using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests.Sample;

/// <summary>Who may sign in to close the line.</summary>
public class Keeper : Record<Keeper>
{
    [Required, Unique, Normalize(Lower = true)] public string Email { get; set; } = "";

    [SecurePassword] public string? Password { get; set; }
    public string? PasswordConfirmation { get; set; }
    public string? PasswordDigest { get; private set; }

    [SecurePassword(IsOptional = true, MinLength = 4, MaxLength = 20)] public string? Pin { get; set; }
    public string? PinDigest { get; private set; }

    [SecureToken, Unique] public string ApiKey { get; private set; } = "";
    [SecureToken(Length = 40)] public string? Invitation { get; set; }

    public static TokenPurpose<Keeper> PasswordReset { get; } = new(TimeSpan.FromMinutes(15), keeper => keeper.PasswordDigest);
    public static TokenPurpose<Keeper> EmailChange { get; } = new(TimeSpan.FromHours(2), keeper => (keeper.Email, keeper.PinDigest));
    public static TokenPurpose<Keeper> Forever { get; } = new(null, keeper => keeper.CreatedAt);
    public static TokenPurpose<Keeper> Odd { get; } = new(null, keeper => keeper);
}

public record KeeperParams(string Email, string? Password = null, string? PasswordConfirmation = null, string? Pin = null);

[DbContext(typeof(RecordContext)), Migration("20250310130000_CreateKeepers")]
public class CreateKeepers : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("keepers", table => new
        {
            id = table.Column<int>(),
            email = table.Column<string>(),
            password_digest = table.Column<string>(nullable: true),
            pin_digest = table.Column<string>(nullable: true),
            api_key = table.Column<string>(),
            invitation = table.Column<string>(nullable: true),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_keepers", k => k.id));

        migration.CreateIndex("ix_keepers_api_key", "keepers", "api_key", unique: true);
        migration.CreateIndex("ix_keepers_email", "keepers", "email", unique: true);
    }
}
