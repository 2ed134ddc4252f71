using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conduit.Db.Migrations;

[DbContext(typeof(RecordContext)), Migration("20261124090000_CreateConduit")]
public class CreateConduit : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("users", table => new
        {
            id = table.Column<int>(),
            email = table.Column<string>(maxLength: 200),
            username = table.Column<string>(maxLength: 60),
            bio = table.Column<string>(maxLength: 2_000, nullable: true),
            image = table.Column<string>(maxLength: 2_000, nullable: true),
            password_digest = table.Column<string>(nullable: true),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_users", user => user.id));
        migration.CreateIndex("ix_users_email", "users", "email", unique: true);
        migration.CreateIndex("ix_users_username", "users", "username", unique: true);

        migration.CreateTable("follows", table => new
        {
            id = table.Column<int>(),
            follower_id = table.Column<int>(),
            followed_id = table.Column<int>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_follows", follow => follow.id);
            table.ForeignKey("fk_follows_users_follower_id", follow => follow.follower_id, "users", "id", onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_follows_users_followed_id", follow => follow.followed_id, "users", "id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_follows_follower_id_followed_id", "follows", ["follower_id", "followed_id"], unique: true);
        migration.CreateIndex("ix_follows_followed_id", "follows", "followed_id");

        migration.CreateTable("articles", table => new
        {
            id = table.Column<int>(),
            slug = table.Column<string>(maxLength: 120),
            title = table.Column<string>(maxLength: 200),
            description = table.Column<string>(maxLength: 1_000),
            body = table.Column<string>(maxLength: 100_000),
            favorites_count = table.Column<int>(),
            author_id = table.Column<int>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_articles", article => article.id);
            table.ForeignKey("fk_articles_users_author_id", article => article.author_id, "users", "id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_articles_slug", "articles", "slug", unique: true);
        migration.CreateIndex("ix_articles_author_id", "articles", "author_id");

        migration.CreateTable("tags", table => new
        {
            id = table.Column<int>(),
            name = table.Column<string>(maxLength: 60),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_tags", tag => tag.id));
        migration.CreateIndex("ix_tags_name", "tags", "name", unique: true);

        migration.CreateTable("articles_tags", table => new { article_id = table.Column<int>(), tag_id = table.Column<int>() },
        constraints: table =>
        {
            table.PrimaryKey("pk_articles_tags", link => new { link.article_id, link.tag_id });
            table.ForeignKey("fk_articles_tags_articles_article_id", link => link.article_id, "articles", "id", onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_articles_tags_tags_tag_id", link => link.tag_id, "tags", "id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_articles_tags_tag_id", "articles_tags", "tag_id");

        migration.CreateTable("favorites", table => new
        {
            id = table.Column<int>(),
            user_id = table.Column<int>(),
            article_id = table.Column<int>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_favorites", favorite => favorite.id);
            table.ForeignKey("fk_favorites_users_user_id", favorite => favorite.user_id, "users", "id", onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_favorites_articles_article_id", favorite => favorite.article_id, "articles", "id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_favorites_user_id_article_id", "favorites", ["user_id", "article_id"], unique: true);
        migration.CreateIndex("ix_favorites_article_id", "favorites", "article_id");

        migration.CreateTable("comments", table => new
        {
            id = table.Column<int>(),
            body = table.Column<string>(maxLength: 10_000),
            article_id = table.Column<int>(),
            author_id = table.Column<int>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_comments", comment => comment.id);
            table.ForeignKey("fk_comments_articles_article_id", comment => comment.article_id, "articles", "id", onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_comments_users_author_id", comment => comment.author_id, "users", "id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_comments_article_id", "comments", "article_id");
        migration.CreateIndex("ix_comments_author_id", "comments", "author_id");
    }

    protected override void Down(MigrationBuilder migration)
    {
        foreach (var table in (string[])["comments", "favorites", "articles_tags", "tags", "articles", "follows", "users"])
            migration.DropTable(table);
    }
}
