using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Tests;

[Migration("20260101120000")]
public class CreateGreetings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("greetings", table =>
    {
        table.Add<string>("text");
        table.Timestamps();
    });
}

[Migration("20260102120000")]
public class RequireLanguage : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("language", "greetings");
}
