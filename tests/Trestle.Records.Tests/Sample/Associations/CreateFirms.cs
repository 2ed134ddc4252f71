using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests.Sample;

[DbContext(typeof(RecordContext)), Migration("20250302090000_CreateFirms")]
public class CreateFirms : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        CreateSchool.Named(migration, "firms");

        migration.CreateTable("workers", table => new
        {
            id = table.Column<int>(),
            name = table.Column<string>(),
            firm_id = table.Column<int>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_workers", r => r.id);
            table.ForeignKey("fk_workers_firms_firm_id", r => r.firm_id, "firms", "id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_workers_firm_id", "workers", "firm_id");

        Owned(migration, "desks", "worker_id", "workers", ReferentialAction.Cascade, unique: true);
        Owned(migration, "drawers", "desk_id", "desks", ReferentialAction.Restrict);
        Owned(migration, "memos", "firm_id", "firms", ReferentialAction.Cascade);
        Owned(migration, "machines", "firm_id", "firms", ReferentialAction.SetNull, nullable: true);
        Owned(migration, "invoices", "firm_id", "firms", ReferentialAction.Restrict);
        Owned(migration, "contracts", "firm_id", "firms", ReferentialAction.Restrict);
    }

    static void Owned(
        MigrationBuilder migration, string name, string key, string owners, ReferentialAction onDelete, bool nullable = false, bool unique = false)
    {
        migration.CreateTable(name, table => new
        {
            id = table.Column<int>(),
            owner_id = table.Column<int>(name: key, nullable: nullable),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey($"pk_{name}", r => r.id);
            table.ForeignKey($"fk_{name}_{owners}_{key}", r => r.owner_id, owners, "id", onDelete: onDelete);
        });

        migration.CreateIndex($"ix_{name}_{key}", name, key, unique: unique);
    }
}
