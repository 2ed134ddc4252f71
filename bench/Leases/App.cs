global using Trestle;
using Blog.Processes;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

return await Application.RunAsync(args);

/// <summary>An app whose requests ask the database, then somebody outside, then the database again.</summary>
public class App : Application
{
    protected override ChildSpec[] Children() => [Child<Database>(), Child<SlowServer>(), Child<HttpEndpoint>()];
}

public class Routes : RouteMap
{
    protected override void Draw() => Get<VisitsController>("/visit", nameof(VisitsController.Show));
}

public class VisitsController(Ref<SlowServer> slow) : Controller
{
    public async Task<Result> Show()
    {
        var before = await Note.FindAsync(1);
        await SlowServer.AskAsync(await slow.CallAsync(new SlowServer.Address()));
        var after = await Note.FindAsync(1);

        return Text($"{before.Text}, {after.Text}");
    }
}

public class Note : Record<Note>
{
    public string Text { get; set; } = "";
}

public class Seeds : DatabaseSeeds
{
    protected override Task Run() => new Note { Text = "Noted" }.SaveAsync();
}

[DbContext(typeof(RecordContext)), Migration("20250131120000_CreateNotes")]
public class CreateNotes : Migration
{
    protected override void Up(MigrationBuilder migration) =>
        migration.CreateTable("notes", table => new
        {
            id = table.Column<int>(),
            text = table.Column<string>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_notes", n => n.id));
}
