using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Blog.Db.Migrations;

[DbContext(typeof(RecordContext)), Migration("20261123090100_CreateComments")]
public class CreateComments : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("comments", table => new
        {
            id = table.Column<int>(),
            article_id = table.Column<int>(),
            author = table.Column<string>(maxLength: 60),
            body = table.Column<string>(maxLength: 2_000),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_comments", comment => comment.id);
            table.ForeignKey(
                "fk_comments_articles_article_id",
                comment => comment.article_id,
                "articles",
                "id",
                onDelete: ReferentialAction.Cascade);
        });

        migration.CreateIndex("ix_comments_article_id", "comments", "article_id");
    }

    protected override void Down(MigrationBuilder migration) => migration.DropTable("comments");
}
