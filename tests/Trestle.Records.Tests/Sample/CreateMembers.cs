using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests.Sample;

[DbContext(typeof(RecordContext)), Migration("20250310120000_CreateMembers")]
public class CreateMembers : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("members", table => new
        {
            id = table.Column<int>(),
            email = table.Column<string>(),
            name = table.Column<string>(),
            motto = table.Column<string>(nullable: true),
            phone = table.Column<string>(nullable: true),
            fee = table.Column<decimal>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_members", m => m.id));

        migration.CreateIndex("ix_members_email", "members", "email", unique: true);
    }
}
