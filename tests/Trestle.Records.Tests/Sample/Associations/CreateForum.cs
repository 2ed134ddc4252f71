using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests.Sample;

[DbContext(typeof(RecordContext)), Migration("20250302091000_CreateForum")]
public class CreateForum : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("boards", table => new
        {
            id = table.Column<int>(),
            name = table.Column<string>(),
            topics_count = table.Column<int>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_boards", r => r.id));

        migration.CreateTable("topics", table => new
        {
            id = table.Column<int>(),
            title = table.Column<string>(),
            replies_count = table.Column<int>(),
            answers = table.Column<int>(),
            board_id = table.Column<int>(nullable: true),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_topics", r => r.id);
            table.ForeignKey("fk_topics_boards_board_id", r => r.board_id, "boards", "id");
        });
        migration.CreateIndex("ix_topics_board_id", "topics", "board_id");

        migration.CreateTable("replies", table => new
        {
            id = table.Column<int>(),
            text = table.Column<string>(),
            topic_id = table.Column<int>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_replies", r => r.id);
            table.ForeignKey("fk_replies_topics_topic_id", r => r.topic_id, "topics", "id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_replies_topic_id", "replies", "topic_id");
    }
}

[DbContext(typeof(RecordContext)), Migration("20250303090000_CreateRemarks")]
public class CreateRemarks : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("polls", table => new
        {
            id = table.Column<int>(),
            question = table.Column<string>(),
            votes = table.Column<int>(),
            topic_id = table.Column<int>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_polls", r => r.id);
            table.ForeignKey("fk_polls_topics_topic_id", r => r.topic_id, "topics", "id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_polls_topic_id", "polls", "topic_id", unique: true);

        migration.CreateTable("remarks", table => new
        {
            id = table.Column<int>(),
            text = table.Column<string>(),
            subject_type = table.Column<string>(nullable: true),
            subject_id = table.Column<int>(nullable: true),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_remarks", r => r.id));

        migration.CreateTable("vehicles", table => new
        {
            id = table.Column<int>(),
            type = table.Column<string>(maxLength: 8),
            name = table.Column<string>(),
            fuel = table.Column<int>(),
            paint = table.Column<string>(nullable: true),
            seats = table.Column<int>(nullable: true),
            tons = table.Column<int>(nullable: true),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_vehicles", r => r.id));

        migration.CreateTable("employees", table => new
        {
            id = table.Column<int>(),
            name = table.Column<string>(),
            manager_id = table.Column<int>(nullable: true),
            desktop = table.Column<string>(type: migration.IsNpgsql() ? "jsonb" : null),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_employees", r => r.id);
            table.ForeignKey("fk_employees_employees_manager_id", r => r.manager_id, "employees", "id");
        });
        migration.CreateIndex("ix_employees_manager_id", "employees", "manager_id");
    }
}
