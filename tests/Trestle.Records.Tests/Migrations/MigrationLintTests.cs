using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests;

/// <summary>Migrations that would hurt the release before, which still runs while they are applied.</summary>
public class MigrationLintTests : MigrationCase
{
    static readonly Migration books = Step(m => m.CreateTable("books", table =>
    {
        table.Add<string>("title", nullable: true);
        table.Add<int>("stars");
    }));

    [Fact]
    public async Task Warns_of_what_the_release_before_would_miss()
    {
        Assert.Equal(
            """
            20260102000000_Step drops the column books.title, which is in use, while the release before this one may still run.

            Take its property out of the record first, and drop the column in the release after that one. If nothing can go wrong here, say why, on the migration: [Safe("...")]
            """,
            await WarningOf(m => m.DropColumn("title", "books")));
        Assert.Equal(
            """
            20260102000000_Step renames the column books.title, which is in use, while the release before this one may still run.

            Keep the column's name, and tell the property: [Column("title")]. Or add a column, write both, copy the rows, and drop the old one a release later. If nothing can go wrong here, say why, on the migration: [Safe("...")]
            """,
            await WarningOf(m => m.RenameColumn("title", "books", "name")));
        Assert.Equal(
            """
            20260102000000_Step drops the table books, which is in use, while the release before this one may still run.

            Take its record out of the application first, and drop the table in the release after that one. If nothing can go wrong here, say why, on the migration: [Safe("...")]
            """,
            await WarningOf(m => m.DropTable("books", _ => { })));
        Assert.Equal(
            """
            20260102000000_Step renames the table books, which is in use, while the release before this one may still run.

            Keep the table's name, and tell the record: [Table("books")]. If nothing can go wrong here, say why, on the migration: [Safe("...")]
            """,
            await WarningOf(m => m.RenameTable("books", newName: "works")));
    }

    [Fact]
    public async Task Warns_of_what_would_keep_the_release_before_from_saving()
    {
        Assert.Equal(
            """
            20260102000000_Step adds the column books.pages, which every new row must have, so that none can be added while the release before this one may still run.

            Give it a default, or let it be null at first and require it in the release after. If nothing can go wrong here, say why, on the migration: [Safe("...")]
            """,
            await WarningOf(m => m.AddColumn<int>("pages", "books")));
        Assert.Equal(
            """
            20260102000000_Step requires the column books.title, so that rows without it cannot be saved while the release before this one may still run.

            Require it of the record first, by [Required], fill the rows that lack it, and change the column in the release after that one. If nothing can go wrong here, say why, on the migration: [Safe("...")]
            """,
            await WarningOf(m => m.AlterColumn<string>("title", "books", oldNullable: true)));
        Assert.Equal(
            """
            20260102000000_Step changes the type of books.stars, which is in use, while the release before this one may still run.

            Add a column of the new type, write both, copy the rows, and drop the old one a release later. If nothing can go wrong here, say why, on the migration: [Safe("...")]
            """,
            await WarningOf(m => m.AlterColumn<string>("stars", "books", oldClrType: typeof(int))));
        Assert.Equal(
            """
            20260102000000_Step shortens the column books.title, so that longer values cannot be saved while the release before this one may still run.

            Limit it in the record first, by [MaxLength(80)], and change the column in the release after that one. If nothing can go wrong here, say why, on the migration: [Safe("...")]
            """,
            await WarningOf(m => m.AlterColumn<string>("title", "books", nullable: true, maxLength: 80)));
    }

    [Fact]
    public void Is_silent_about_what_the_release_before_does_not_know()
    {
        var lint = new MigrationLint(new HashSet<string> { "books", "books.stars" });
        var later = Step(m =>
        {
            m.DropColumn("title", "books");
            m.DropTable("shelves");
            m.AddColumn<int>("pages", "books", defaultValue: 0);
            m.AddColumn<string>("name", "books", nullable: true);
            m.CreateTable("loans", _ => { });
            m.AddColumn<int>("days", "loans");
            m.DropTable("loans");
        });

        Assert.Empty(lint.Warnings("1", later));
    }

    [Fact]
    public async Task Is_silent_about_a_new_database()
    {
        var database = With(books, Step(m => m.DropColumn("title", "books")));

        Assert.Empty(await database.MigrationWarningsAsync());
    }

    [Fact]
    public void Is_silent_about_a_migration_that_says_why_it_is_safe() =>
        Assert.Empty(new MigrationLint(null).Warnings("1", new DropsTitle<int>()));

    [Fact]
    public async Task Logs_its_warnings_when_they_are_applied()
    {
        await With(books).MigrateAsync();
        Site.Run("DELETE FROM trestle_notes");
        Log.Lines.Clear();

        await With(books, Step(m => m.DropColumn("title", "books"))).MigrateAsync();

        Assert.StartsWith("Warning: 20260102000000_Step drops the column books.title, which is in use,", Log.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Knows_what_the_release_before_used()
    {
        await using var before = new Database(Site.Options(typeof(Article).Assembly));
        await before.MigrateAsync();
        await using var now = new Database(Site.Options(typeof(Article).Assembly) with
        {
            Migrations = new Dictionary<string, Migration>
            {
                ["20990101000000_Step"] = Step(m =>
                {
                    m.DropColumn("note", "tags");
                    m.DropTable("a_table_of_no_record");
                }),
            },
        });

        var warning = Assert.Single(await now.MigrationWarningsAsync());

        Assert.StartsWith("20990101000000_Step drops the column tags.note, which is in use,", warning, StringComparison.Ordinal);
    }

    async Task<string> WarningOf(Action<MigrationBuilder> step)
    {
        await With(books).MigrateAsync();
        Site.Run("DELETE FROM trestle_notes");

        return Assert.Single(await With(books, Step(step)).MigrationWarningsAsync());
    }

    // Open generic classes are not found among an assembly's migrations.
    [Safe("No release has ever shown a title.")]
    sealed class DropsTitle<T> : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("title", "books");
    }
}
