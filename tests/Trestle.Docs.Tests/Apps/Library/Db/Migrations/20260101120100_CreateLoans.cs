using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Library.Db.Migrations;

[DbContext(typeof(RecordContext)), Migration("20260101120100_CreateLoans")]
public class CreateLoans : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("loans", table => new
        {
            id = table.Column<int>(),
            reader = table.Column<string>(maxLength: 60),
            book_id = table.Column<int>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_loans", loan => loan.id);
            table.ForeignKey(
                "fk_loans_books_book_id", loan => loan.book_id, "books", "id", onDelete: ReferentialAction.Cascade);
        });

        migration.CreateIndex("ix_loans_book_id", "loans", "book_id");
    }

    protected override void Down(MigrationBuilder migration) => migration.DropTable("loans");
}
