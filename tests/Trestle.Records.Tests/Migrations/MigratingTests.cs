using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests;

/// <summary>In which order migrations are applied and undone, and what is left when one fails.</summary>
public class MigratingTests : MigrationCase
{
    const string First = "20260101000000_Step";
    const string Second = "20260102000000_Step";
    const string Third = "20260103000000_Step";

    static readonly Migration[] three = [Making("one"), Making("two"), Making("three")];

    [Fact]
    public async Task Goes_forth_and_back_to_a_migration()
    {
        var database = With(three);

        Assert.Equal([First, Second], await database.MigrateAsync("20260102000000"));
        Assert.Equal(["table one", "table two"], await Tables(database));

        Assert.Equal([Third], await database.MigrateAsync());
        Assert.Equal([Third, Second], await database.MigrateAsync(First));
        Assert.Equal(["table one"], await Tables(database));

        Assert.Equal([First], await database.MigrateAsync("0"));
        Assert.Empty(await Tables(database));
    }

    [Fact]
    public async Task Rolls_back_and_redoes_the_last_ones()
    {
        var database = With(three);
        await database.MigrateAsync();

        Assert.Equal([Third, Second], await database.RollbackAsync(2));
        Assert.Equal([First], await database.RedoAsync());
        Assert.Equal(["table one"], await Tables(database));
    }

    [Fact]
    public async Task Tells_those_applied_pending_and_missing()
    {
        await With(three).MigrateAsync();
        var earlier = With(three[..2]);
        await With(three).RollbackAsync(2);
        await With(three).MigrateAsync();
        var newer = With([.. three[..2]]);
        await newer.RollbackAsync(0);

        var status = await newer.MigrationStatusAsync();

        Assert.Equal([new(First, IsApplied: true, IsMissing: false), new(Second, true, false), new(Third, true, IsMissing: true)], status);
        Assert.Equal(("20260103000000", "Step"), (status[2].Version, status[2].Name));
        Assert.All(await With(three[..1]).MigrationStatusAsync(), m => Assert.False(m.IsPending));
        Assert.Empty(await earlier.MigrateAsync());
    }

    [Fact]
    public async Task Tells_all_as_pending_of_a_database_that_is_not_there_yet() =>
        Assert.Equal([new(First, IsApplied: false, IsMissing: false)], await With(three[..1]).MigrationStatusAsync());

    [Fact]
    public async Task Says_that_a_missing_one_cannot_be_rolled_back()
    {
        await With(three).MigrateAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => With(three[..2]).RollbackAsync());

        Assert.Equal(
            """
            20260103000000_Step cannot be rolled back: it is applied, but not among the application's migrations any more.

            Bring its file back from version control, or from the branch it was written on.
            """,
            failure.Message);
        Assert.Equal(Third, failure.Migration);
    }

    [Fact]
    public async Task Says_which_there_are_when_asked_for_another()
    {
        var failure = await Assert.ThrowsAsync<MigrationException>(() => With(three[..2]).MigrateAsync("CreateFour"));

        Assert.Equal(
            """
            No migration is called CreateFour.

            Known are: 20260101000000_Step, 20260102000000_Step
            """,
            failure.Message);
    }

    [Fact]
    public async Task Keeps_nothing_of_one_that_fails_and_all_before_it()
    {
        var database = With(three[0], Step(m =>
        {
            m.CreateTable("two", _ => { });
            m.Run(() => throw new InvalidOperationException("The file of cities is not there."));
        }));

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.MigrateAsync());

        Assert.Equal(
            """
            20260102000000_Step was not applied: Run failed, and the database is as it was before it.

            The file of cities is not there.
            """,
            failure.Message);
        Assert.Equal(["table one"], await Tables(database));
        Assert.Equal([First], (await database.MigrationStatusAsync()).Where(m => m.IsApplied).Select(m => m.Id));
    }

    [Fact]
    public async Task Undoes_as_Down_says_when_it_is_written()
    {
        var database = With(Step(m => m.CreateTable("one", _ => { }), down => down.RenameTable("one", newName: "kept")));

        await database.MigrateAsync();
        await database.RollbackAsync();

        Assert.Equal(["table kept"], await Tables(database));
    }

    [Fact]
    public async Task Says_what_cannot_be_undone_and_how_it_could()
    {
        Assert.Equal(Irreversible(
            "DropColumn one.name", "Say what the column was, as in migration.DropColumn<string>(\"name\", \"one\"), or override Down:"),
            await FailureOfUndoing(m => m.DropColumn("name", "one")));
        Assert.Equal(Irreversible(
            "DropTable two", "Say what the table was, migration.DropTable(\"two\", table => ...), or override Down:"),
            await FailureOfUndoing(m => m.DropTable("two")));
        Assert.Equal(Irreversible(
            "AlterColumn one.name", "Say what the column was by the arguments oldClrType, oldNullable, oldMaxLength and the like, or override Down:"),
            await FailureOfUndoing(m => m.AlterColumn<string>("name", "one")));
        Assert.Equal(Irreversible(
            "Sql \"DELETE FROM one\"", "Say it as a second argument, migration.Sql(\"...\", undo: \"...\"), wrap the step in UpOnly if there is nothing to undo, or override Down:"),
            await FailureOfUndoing(m => m.Sql("DELETE FROM one")));
        Assert.Equal(Irreversible(
            "Run", "Say it as a second argument, migration.Run(..., undo: ...), wrap the step in UpOnly if there is nothing to undo, or override Down:"),
            await FailureOfUndoing(m => m.Run(() => Task.CompletedTask)));
        Assert.Equal(Irreversible(
            "DropIndex ix_one_name", "Say what the index was, migration.DropIndex(\"one\", [...]), or override Down:"),
            await FailureOfUndoing(m =>
            {
                m.AddIndex("one", "name");
                m.DropIndex("ix_one_name", "one");
            }));
        Assert.Equal(Irreversible(
            "DropCheckConstraint ck_one", "Say it beside the step, migration.Reversible(up => ..., down => ...), or override Down:"),
            await FailureOfUndoing(m =>
            {
                m.AddCheckConstraint("ck_one", "one", "name <> ''");
                m.DropCheckConstraint("ck_one", "one");
            }));
    }

    [Fact]
    public async Task Undoes_steps_by_what_is_said_beside_them()
    {
        List<string> done = [];
        var database = With(three[0], Step(m =>
        {
            m.Sql("INSERT INTO one (name) VALUES ('sql')", undo: "DELETE FROM one");
            m.Run(() => Add("up"), undo: () => Add("down"));
            m.UpOnly(up => up.Run(() => Add("once")));
            m.Revert(made => made.AddColumn<string>("name", "one", nullable: true));
        }));

        await database.MigrateAsync();

        Assert.Equal(["up", "once"], done);
        Assert.Equal(["column one.id", "table one"], await Schema(database));

        await database.RollbackAsync();

        Assert.Equal(["up", "once", "down"], done);
        Assert.Equal(["column one.id", "column one.name or null", "table one"], await Schema(database));

        Task Add(string what)
        {
            done.Add(what);

            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Steps_in_code_have_records_and_see_the_steps_before_them()
    {
        await using var database = new Database(Site.Options(typeof(Article).Assembly) with
        {
            Migrations = new Dictionary<string, Migration>
            {
                ["20990101000000_Step"] = Step(m =>
                {
                    m.AddColumn<string>("mood", "tags", nullable: true);
                    m.Run(async () =>
                    {
                        await new Tag { Name = "bridges" }.SaveAsync();
                        Database.Current.Database.ExecuteSqlRaw("UPDATE tags SET mood = 'calm'");
                    },
                    undo: () => Tag.All.ExecuteDeleteAsync());
                }),
            },
        });

        await database.MigrateAsync();

        Assert.Equal("calm", Site.Run("SELECT mood FROM tags WHERE name = 'bridges'"));

        await database.RollbackAsync();

        Assert.Empty(await database.SchemaDifferencesAsync());
    }

    [Fact]
    public async Task An_index_made_concurrently_needs_a_migration_of_its_own()
    {
        var database = With(three[0], Step(m =>
        {
            m.AddColumn<string>("mood", "one", nullable: true);
            m.AddIndex("one", "mood", concurrently: true);
        }));

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.MigrateAsync());

        Assert.Equal(
            """
            20260102000000_Step was not applied, and the database is as it was before it.

            Its step CreateIndex ix_one_mood runs outside of any transaction, and its other steps within one.

            Give that step a migration of its own, so that one that stops half-way can be run again.
            """,
            failure.Message);
    }

    [Fact]
    public async Task An_index_made_concurrently_is_made_once_even_if_its_migration_stopped_just_after_it()
    {
        var database = With(three[0], Step(m => m.AddIndex("one", "name", unique: true, concurrently: true)));
        await database.MigrateAsync();
        Site.Run("DELETE FROM \"__EFMigrationsHistory\" WHERE migration_id = '20260102000000_Step'");

        Assert.Equal([Second], await database.MigrateAsync());
        Assert.Contains("unique index on one (name)", await Schema(database));

        await database.RollbackAsync();

        Assert.DoesNotContain("unique index on one (name)", await Schema(database));
    }

    [Fact]
    public async Task Logs_what_it_did()
    {
        var database = With(three[0]);

        await database.MigrateAsync();
        await database.RollbackAsync();

        Assert.StartsWith($"Information: Applied {First} to {Site.Name} in ", Log.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"Information: Rolled {First} of {Site.Name} back in ", Log.Lines[1], StringComparison.Ordinal);
    }

    static Migration Making(string table) => Step(m => m.CreateTable(table, lines => lines.Add<string>("name", nullable: true)));

    static string Irreversible(string step, string cure) =>
        $"""
        20260102000000_Step was not rolled back, and the database is as it was before it.

        It cannot be undone: nothing says what undoes {step}.

        {cure}

            protected override void Down(MigrationBuilder migration) => ...
        """;

    async Task<string> FailureOfUndoing(Action<MigrationBuilder> step)
    {
        var database = With(Step(m =>
        {
            m.CreateTable("one", lines => lines.Add<string>("name", nullable: true));
            m.CreateTable("two", _ => { });
        }), Step(step));
        await database.MigrateAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.RollbackAsync());
        Site.Run("DROP TABLE one");
        Site.Run("DROP TABLE IF EXISTS two");
        Site.Run("DELETE FROM \"__EFMigrationsHistory\"");

        return failure.Message;
    }

    static async Task<IEnumerable<string>> Tables(Database database) =>
        (await Schema(database)).Where(fact => fact.StartsWith("table ", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
