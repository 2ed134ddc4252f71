using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Library.Db.Migrations;

[DbContext(typeof(RecordContext)), Migration("20260101120200_CreateReadingLists")]
public class CreateReadingLists : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("reading_lists", table =>
        {
            table.Add<string>("name", maxLength: 60);
            table.Timestamps();
        });

        migration.CreateTable("picks", table =>
        {
            table.Add<string>("title", maxLength: 20);
            table.Reference("reading_list");
            table.Timestamps();
        });
    }
}
