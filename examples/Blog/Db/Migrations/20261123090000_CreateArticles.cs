using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Blog.Db.Migrations;

[DbContext(typeof(RecordContext)), Migration("20261123090000_CreateArticles")]
public class CreateArticles : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.CreateTable("articles", table => new
    {
        id = table.Column<int>(),
        title = table.Column<string>(maxLength: 80),
        author = table.Column<string>(maxLength: 60),
        body = table.Column<string>(maxLength: 20_000),
        created_at = table.Column<DateTimeOffset>(),
        updated_at = table.Column<DateTimeOffset>(),
    },
    constraints: table => table.PrimaryKey("pk_articles", article => article.id));

    protected override void Down(MigrationBuilder migration) => migration.DropTable("articles");
}
