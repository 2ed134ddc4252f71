using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Docs.Tests.Snippets;

public sealed class MigrationsTests : IAsyncDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("trestle-docs-");
    readonly Database database;

    public MigrationsTests() =>
        database = new(DatabaseOptions.ForFile(Path.Combine(folder.FullName, "test.db"), typeof(MigrationsTests).Assembly));

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Goes_forth_and_back()
    {
        // snippet: migrations-api
        await database.MigrateAsync(); // what it lacks
        await database.RollbackAsync(); // the last one
        await database.MigrateAsync(to: nameof(CreateShelves)); // up or down to this one

        var pending = (await database.MigrationStatusAsync()).Where(migration => migration.IsPending).ToList();
        // end snippet

        Assert.Equal(["ReviseVolumes", "CountVolumes", "FindVolumesByTitle", "DropLender"], pending.Select(migration => migration.Name));
    }

    [Fact]
    public async Task Fills_what_it_added()
    {
        await database.MigrateAsync(nameof(CreateShelves));

        await using (database.BeginUnitOfWork())
        {
            await Database.Current.Database.ExecuteSqlAsync($"INSERT INTO shelves (name, created_at, updated_at) VALUES ('a', '2026-01-01', '2026-01-01')");
            await Database.Current.Database.ExecuteSqlAsync($"INSERT INTO volumes (title, shelf_id, created_at, updated_at) VALUES ('The Viaduct', 1, '2026-01-01', '2026-01-01')");
        }

        await database.MigrateAsync();

        await using var work = database.BeginUnitOfWork();
        Assert.Equal(["A 1"], await Database.Current.Database.SqlQuery<string>($"SELECT label || ' ' || volumes AS Value FROM shelves").ToListAsync());
    }
}

// snippet: migrations-create
[Migration("20260301100000")]
public class CreateShelves : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("shelves", table =>
        {
            table.Add<string>("name", maxLength: 40);
            table.Timestamps();
            table.Index("name", unique: true);
        });

        migration.CreateTable("volumes", table =>
        {
            table.Add<string>("title", maxLength: 120);
            table.Add<decimal>("price", precision: 8, scale: 2, defaultValue: 0m);
            table.Reference("shelf"); // shelf_id, its index, its foreign key to shelves
            table.PolymorphicReference("source", nullable: true); // source_type, source_id, their index
            table.Check("ck_volumes_price", "price >= 0");
            table.Timestamps();
        });
    }
}
// end snippet

// snippet: migrations-change
[Migration("20260302100000")]
public class ReviseVolumes : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddReference("volumes", "lender", to: "shelves", nullable: true);
        migration.AddColumn<bool>("is_rare", "volumes", defaultValue: false);
        migration.AddIndex("volumes", ["title", "shelf_id"], unique: true, where: "is_rare");
        migration.AlterColumn<string>("title", "volumes", maxLength: 200, oldMaxLength: 120);
        migration.DropIndex("shelves", ["name"], unique: true);
        migration.RenameColumn("name", "shelves", "label");
        migration.CreateJoinTable("shelves", "volumes");
    }
}
// end snippet

// snippet: migrations-data
[Migration("20260303100000")]
public class CountVolumes : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<int>("volumes", "shelves", defaultValue: 0);

        migration.UpOnly(up => up.Sql(
            "UPDATE shelves SET volumes = (SELECT count(*) FROM volumes WHERE shelf_id = shelves.id)"));

        migration.Run(
            () => Database.Current.Database.ExecuteSqlAsync($"UPDATE shelves SET label = upper(label)"),
            undo: () => Database.Current.Database.ExecuteSqlAsync($"UPDATE shelves SET label = lower(label)"));
    }
}
// end snippet

// snippet: migrations-concurrently
[Migration("20260304100000")]
public class FindVolumesByTitle : Migration
{
    protected override void Up(MigrationBuilder migration) =>
        migration.AddIndex("volumes", "title", concurrently: true);
}
// end snippet

// snippet: migrations-safe
[Migration("20260305100000"), Safe("No release has used it yet.")]
public class DropLender : Migration
{
    protected override void Up(MigrationBuilder migration) =>
        migration.DropReference("volumes", "lender", to: "shelves", nullable: true);
}
// end snippet
