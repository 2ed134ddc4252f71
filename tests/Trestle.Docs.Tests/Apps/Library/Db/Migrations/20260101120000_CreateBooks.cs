// snippet: library-migration
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Library.Db.Migrations;

[DbContext(typeof(RecordContext)), Migration("20260101120000_CreateBooks")]
public class CreateBooks : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("books", table => new
        {
            id = table.Column<int>(),
            title = table.Column<string>(maxLength: 120),
            author = table.Column<string>(maxLength: 80),
            isbn = table.Column<string>(nullable: true),
            copies = table.Column<int>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_books", book => book.id));

        migration.CreateIndex("ix_books_isbn", "books", "isbn", unique: true);
    }

    protected override void Down(MigrationBuilder migration) => migration.DropTable("books");
}
// end snippet
