using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Testing.Tests.Kiosk;

public class Note : Record<Note>
{
    [Required] public string Title { get; set; } = "";

    protected override Task AfterSave()
    {
        Emit(new NoteChanged(Id));

        return Task.CompletedTask;
    }
}

public record NoteParams(string Title);

public record NoteChanged(int NoteId);

[DbContext(typeof(RecordContext)), Migration("20260101120000_CreateNotes")]
public class CreateNotes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("notes", table => new
    {
        id = table.Column<int>(),
        title = table.Column<string>(),
        created_at = table.Column<DateTimeOffset>(),
        updated_at = table.Column<DateTimeOffset>(),
    },
    constraints: table => table.PrimaryKey("pk_notes", note => note.id));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("notes");
}
