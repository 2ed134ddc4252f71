using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests.Sample;

[DbContext(typeof(RecordContext)), Migration("20250304090000_CreateMuseums")]
public class CreateMuseums : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        CreateSchool.Named(migration, "museums");
        CreateSchool.Named(migration, "eras");

        migration.CreateTable("curators", table => new
        {
            id = table.Column<int>(),
            name = table.Column<string>(),
            museum_id = table.Column<int>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_curators", c => c.id);
            table.ForeignKey("fk_curators_museums_museum_id", c => c.museum_id, "museums", "id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_curators_museum_id", "curators", "museum_id", unique: true);

        migration.CreateTable("exhibits", table => new
        {
            id = table.Column<int>(),
            name = table.Column<string>(),
            museum_id = table.Column<int>(nullable: true),
            about_type = table.Column<string>(nullable: true),
            about_id = table.Column<int>(nullable: true),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_exhibits", e => e.id);
            table.ForeignKey("fk_exhibits_museums_museum_id", e => e.museum_id, "museums", "id");
        });
        migration.CreateIndex("ix_exhibits_museum_id", "exhibits", "museum_id");

        migration.CreateTable("eras_exhibits", table => new
        {
            era_id = table.Column<int>(),
            exhibit_id = table.Column<int>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_eras_exhibits", l => new { l.era_id, l.exhibit_id });
            table.ForeignKey("fk_eras_exhibits_eras_era_id", l => l.era_id, "eras", "id", onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_eras_exhibits_exhibits_exhibit_id", l => l.exhibit_id, "exhibits", "id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_eras_exhibits_exhibit_id", "eras_exhibits", "exhibit_id");
    }
}
