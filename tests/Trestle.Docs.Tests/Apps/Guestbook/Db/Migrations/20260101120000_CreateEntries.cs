// snippet: guestbook-migration
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Guestbook.Db.Migrations;

[DbContext(typeof(RecordContext)), Migration("20260101120000_CreateEntries")]
public class CreateEntries : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.CreateTable("entries", table => new
    {
        id = table.Column<int>(),
        name = table.Column<string>(maxLength: 60),
        text = table.Column<string>(maxLength: 500),
        created_at = table.Column<DateTimeOffset>(),
        updated_at = table.Column<DateTimeOffset>(),
    },
    constraints: table => table.PrimaryKey("pk_entries", entry => entry.id));

    protected override void Down(MigrationBuilder migration) => migration.DropTable("entries");
}
// end snippet
