using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests;

/// <summary>Each step does what it says on both databases, and takes it back.</summary>
public class MigrationStepsTests : MigrationCase
{
    static readonly string[] shelvesAndBooks =
    [
        "column books.id",
        "column books.shelf_id",
        "column books.stars",
        "column books.title or null",
        "column shelves.id",
        "column shelves.name",
        "foreign key books.shelf_id to shelves.id ON DELETE CASCADE",
        "index on books (shelf_id)",
        "index on books (title)",
        "table books",
        "table shelves",
    ];

    static Migration Library => Step(m =>
    {
        m.CreateTable("shelves", table => table.Add<string>("name"));
        m.CreateTable("books", table =>
        {
            table.Add<string>("title", nullable: true);
            table.Add<int>("stars", defaultValue: 0);
            table.Reference("shelf", to: "shelves");
            table.Index("title");
        });
    });

    [Fact]
    public async Task Makes_tables_with_keys_references_and_indexes_and_drops_them_again()
    {
        var database = With(Library);

        await database.MigrateAsync();

        Assert.Equal(shelvesAndBooks, await Schema(database));

        await database.RollbackAsync();

        Assert.Empty(await Schema(database));
    }

    [Fact]
    public async Task A_table_has_what_its_lines_say()
    {
        var database = With(Step(m => m.CreateTable("loans", table =>
        {
            table.Add<DayOfWeek>("weekday");
            table.Add<int?>("days");
            table.Add<decimal>("fee", precision: 8, scale: 2);
            table.PolymorphicReference("item", nullable: true);
            table.Check("ck_loans_fee", "fee >= 0");
            table.Index(["weekday", "days"], unique: true, where: "days > 0", name: "ix_long");
            table.Timestamps();
        })));

        await database.MigrateAsync();

        Assert.Equal(
            [
                "column loans.created_at", "column loans.days or null", "column loans.fee", "column loans.id", "column loans.item_id or null",
                "column loans.item_type or null", "column loans.updated_at", "column loans.weekday",
                "index on loans (item_type, item_id)", "table loans", "unique index on loans (weekday, days)",
            ],
            await Schema(database));
        Insert("loans (weekday, days, fee, created_at, updated_at)", "1, 0, 1, '2026-01-01', '2026-01-01'");
        Insert("loans (weekday, days, fee, created_at, updated_at)", "1, 0, 1, '2026-01-01', '2026-01-01'");
        Insert("loans (weekday, days, fee, created_at, updated_at)", "1, 2, 1, '2026-01-01', '2026-01-01'");
        AssertRefused("loans (weekday, days, fee, created_at, updated_at)", "1, 2, 1, '2026-01-01', '2026-01-01'");
        AssertRefused("loans (weekday, days, fee, created_at, updated_at)", "1, 3, -1, '2026-01-01', '2026-01-01'");
    }

    [Fact]
    public async Task A_join_table_holds_each_pair_once()
    {
        var database = With(
            Step(m => m.CreateTable("books", _ => { })),
            Step(m => m.CreateTable("people", _ => { })),
            Step(m => m.CreateJoinTable("books", "people", table => table.Add<string>("part", nullable: true))));

        await database.MigrateAsync();

        Assert.Equal(
            [
                "column books_people.book_id", "column books_people.part or null", "column books_people.person_id",
                "foreign key books_people.book_id to books.id ON DELETE CASCADE", "foreign key books_people.person_id to people.id ON DELETE CASCADE",
                "index on books_people (book_id)", "index on books_people (person_id)", "table books_people",
            ],
            (await Schema(database)).Where(fact => fact.Contains("books_people", StringComparison.Ordinal)));
        Site.Run("INSERT INTO books (id) VALUES (1); INSERT INTO people (id) VALUES (1); INSERT INTO books_people (book_id, person_id) VALUES (1, 1)");
        AssertRefused("books_people (book_id, person_id)", "1, 1");
    }

    [Fact]
    public async Task Drops_a_column_with_the_indexes_and_keys_it_is_part_of()
    {
        var database = With(Library, Step(m =>
        {
            m.DropColumn<string>("title", "books", nullable: true);
            m.DropColumn<int>("shelf_id", "books");
        }));
        await Migrate(database, 1);
        AddBook("The Viaduct");

        await database.MigrateAsync();

        Assert.Equal(["column books.id", "column books.stars", "table books"], (await Schema(database)).Where(IsOfBooks));
        Assert.Equal(3, Number("SELECT stars FROM books"));

        Site.Run("DELETE FROM books");
        await database.RollbackAsync();

        Assert.Contains("column books.title or null", await Schema(database));
    }

    [Fact]
    public async Task Changes_a_column_and_fills_what_was_null()
    {
        var database = With(Library, Step(m => m.AlterColumn<string>("title", "books", maxLength: 200, defaultValue: "Untitled", oldNullable: true)));
        await Migrate(database, 1);
        AddBook(null);
        AddBook("The Viaduct");

        await database.MigrateAsync();

        Assert.Contains("column books.title", await Schema(database));
        Assert.Equal(1, Number("SELECT count(*) FROM books WHERE title = 'Untitled'"));
        AssertRefused("books (title, shelf_id)", "NULL, 1");

        await database.RollbackAsync();

        Assert.Equal(shelvesAndBooks, await Schema(database));
        Assert.Equal(2, Number("SELECT count(*) FROM books"));
    }

    [Fact]
    public async Task Adds_and_drops_references_checks_and_unique_constraints_of_a_table_with_rows()
    {
        var database = With(Library, Step(m =>
        {
            m.AddReference("books", "owner", to: "shelves", nullable: true);
            m.AddPolymorphicReference("books", "source", nullable: true);
            m.AddCheckConstraint("ck_books_stars", "books", "stars < 6");
            m.AddUniqueConstraint("uq_books_title", "books", "title");
        }));
        await Migrate(database, 1);
        AddBook("The Viaduct");

        await database.MigrateAsync();

        Assert.Contains("foreign key books.owner_id to shelves.id ON DELETE NO ACTION", await Schema(database));
        Assert.Contains("index on books (source_type, source_id)", await Schema(database));
        AssertRefused("books (title, shelf_id, owner_id)", "'Another', 1, 99");
        AssertRefused("books (title, shelf_id, stars)", "'Another', 1, 6");
        AssertRefused("books (title, shelf_id)", "'The Viaduct', 1");

        await database.RollbackAsync();

        Assert.Equal(shelvesAndBooks, await Schema(database));
        Assert.Equal(1, Number("SELECT count(*) FROM books WHERE title = 'The Viaduct'"));
    }

    [Fact]
    public async Task Renames_tables_columns_and_indexes_and_back()
    {
        var database = With(Library, Step(m =>
        {
            m.RenameIndex("ix_books_title", "ix_books_name", "books");
            m.RenameColumn("title", "books", "name");
            m.RenameTable("books", newName: "works");
        }));
        await Migrate(database, 1);
        AddBook("The Viaduct");

        await database.MigrateAsync();

        Assert.Contains("index on works (name)", await Schema(database));
        Assert.Equal(1, Number("SELECT count(*) FROM works WHERE name = 'The Viaduct'"));
        Site.Run("DROP INDEX ix_books_name");
        Site.Run("CREATE INDEX ix_books_name ON works (name)");

        await database.RollbackAsync();

        Assert.Equal(shelvesAndBooks, await Schema(database));
    }

    [Fact]
    public async Task Drops_what_it_can_make_again_when_told_what_it_was()
    {
        var database = With(Library, Step(m =>
        {
            m.DropIndex("books", ["title"]);
            m.DropReference("books", "shelf", to: "shelves");
            m.DropTable("shelves", table => table.Add<string>("name"));
        }));

        await database.MigrateAsync();

        Assert.Equal(["column books.id", "column books.stars", "column books.title or null", "table books"], await Schema(database));

        await database.RollbackAsync();

        Assert.Equal(shelvesAndBooks, await Schema(database));
    }

    [Fact]
    public async Task Gives_no_id_of_a_deleted_row_again_after_a_table_was_changed()
    {
        var database = With(Library, Step(m => m.AddCheckConstraint("ck_books_stars", "books", "stars < 6")));
        await Migrate(database, 1);
        AddBook("One");
        AddBook("Two");
        Site.Run("DELETE FROM books");

        await database.MigrateAsync();
        AddBook("Three");

        Assert.Equal(3, Number("SELECT id FROM books"));
    }

    [Fact]
    public async Task Rows_that_refer_to_a_changed_table_stay()
    {
        var database = With(Library, Step(m => m.AlterColumn<string>("name", "shelves", nullable: true)));
        await Migrate(database, 1);
        AddBook("The Viaduct");

        await database.MigrateAsync();

        Assert.Equal(1, Number("SELECT count(*) FROM books"));
        AssertRefused("books (title, shelf_id)", "'Another', 99");
    }

    static bool IsOfBooks(string fact) => fact.Contains(" books", StringComparison.Ordinal);

    static Task Migrate(Database database, int to) => database.MigrateAsync($"2026010{to}000000");

    void AddBook(string? title) => Site.Run(
        $"INSERT INTO shelves (name) SELECT 'A' WHERE NOT EXISTS (SELECT 1 FROM shelves); INSERT INTO books (title, stars, shelf_id) VALUES ({(title is null ? "NULL" : $"'{title}'")}, 3, 1)");

    void Insert(string into, string values) => Site.Run($"INSERT INTO {into} VALUES ({values})");

    void AssertRefused(string into, string values) => Assert.ThrowsAny<System.Data.Common.DbException>(() => Insert(into, values));

    long Number(string sql) => Convert.ToInt64(Site.Run(sql), System.Globalization.CultureInfo.InvariantCulture);
}
