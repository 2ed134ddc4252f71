using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests.Sample;

/// <summary>What a wagon carries, and to whom: nobody else's business.</summary>
public class Waybill : Record<Waybill>
{
    [Required, Unique, Encrypted(Deterministic = true), MaxLength(60), Normalize(Lower = true)]
    public string Consignee { get; set; } = "";

    [Encrypted] public string? Contents { get; set; }
    [Encrypted(SupportUnencrypted = true)] public string? Remark { get; set; }
    [Encrypted(Deterministic = true, SupportUnencrypted = true)] public string? Station { get; set; }
    public int Weight { get; set; }
}

[DbContext(typeof(RecordContext)), Migration("20250310140000_CreateWaybills")]
public class CreateWaybills : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("waybills", table => new
        {
            id = table.Column<int>(),
            consignee = table.Column<string>(),
            contents = table.Column<string>(nullable: true),
            remark = table.Column<string>(nullable: true),
            station = table.Column<string>(nullable: true),
            weight = table.Column<int>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_waybills", w => w.id));

        migration.CreateIndex("ix_waybills_consignee", "waybills", "consignee", unique: true);
    }
}
