using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests.Sample;

[DbContext(typeof(RecordContext)), Migration("20250131120000_CreateArticles")]
public class CreateArticles : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("articles", table => new
        {
            id = table.Column<int>(),
            title = table.Column<string>(maxLength: 80),
            body = table.Column<string>(),
            slug = table.Column<string>(nullable: true),
            stars = table.Column<int>(),
            tags = table.Column<List<string>>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_articles", a => a.id));

        migration.CreateIndex("ix_articles_slug", "articles", "slug", unique: true);
    }
}

[DbContext(typeof(RecordContext)), Migration("20250201090000_CreateComments")]
public class CreateComments : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("comments", table => new
        {
            id = table.Column<int>(),
            article_id = table.Column<int>(),
            author = table.Column<string>(),
            text = table.Column<string>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_comments", c => c.id);
            table.ForeignKey("fk_comments_articles_article_id", c => c.article_id, "articles", "id", onDelete: ReferentialAction.Cascade);
        });

        migration.CreateIndex("ix_comments_article_id", "comments", "article_id");
    }
}

[DbContext(typeof(RecordContext)), Migration("20250202090000_CreateTags")]
public class CreateTags : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("tags", table => new
        {
            id = table.Column<int>(),
            name = table.Column<string>(),
            uses = table.Column<int>(),
            is_hidden = table.Column<bool>(),
            note = table.Column<string>(nullable: true),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_tags", t => t.id));

        migration.CreateIndex("ix_tags_name", "tags", "name", unique: true);
    }
}
