using Microsoft.EntityFrameworkCore.Migrations;

namespace Board.Db.Migrations;

[Migration("20261130090000")]
public class CreateBoard : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("columns", table =>
        {
            table.Add<string>("name", maxLength: 40);
            table.Timestamps();
        });

        migration.CreateTable("cards", table =>
        {
            table.Reference("column");
            table.Add<string>("title", maxLength: 120);
            table.Add<string>("notes", maxLength: 4_000);
            table.Add<int>("position");
            table.Add<bool>("is_gone");
            table.Timestamps();
        });

        migration.CreateTable("pictures", table =>
        {
            table.Reference("card");
            table.Add<string>("name", maxLength: 100);
            table.Add<byte[]>("content");
            table.Timestamps();
        });
    }
}
