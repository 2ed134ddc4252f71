using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Trestle;

/// <summary>
/// What surrounds a migration that may make a table anew: dropping the old one must not take along the rows that refer
/// to it, so that foreign keys are off meanwhile, and asked for at the end.
/// </summary>
static class SqliteRebuild
{
    public static bool MayNeed(MigrationOperation step) => step is
        AlterColumnOperation or DropColumnOperation
        or AddForeignKeyOperation or DropForeignKeyOperation
        or AddCheckConstraintOperation or DropCheckConstraintOperation
        or AddUniqueConstraintOperation or DropUniqueConstraintOperation
        or AddPrimaryKeyOperation or DropPrimaryKeyOperation;

    public static async Task WithoutForeignKeysAsync(RecordContext context, Func<Task> run)
    {
        await context.Database.OpenConnectionAsync(context.Cancellation);

        try
        {
            // Within a transaction it would do nothing.
            await context.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF", context.Cancellation);
            await run();
        }
        finally
        {
            await context.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = ON", CancellationToken.None);
            await context.Database.CloseConnectionAsync();
        }
    }

    public static async Task CheckForeignKeysAsync(RecordContext context)
    {
        var broken = await context.Database
            .SqlQueryRaw<string>("SELECT \"table\" || ' to ' || parent || ' in ' || count(*) || ' rows' AS Value FROM pragma_foreign_key_check GROUP BY \"table\", parent")
            .ToListAsync(context.Cancellation);

        if (broken.Count > 0)
            throw new InvalidOperationException(
                $"""
                It would leave rows that refer to nothing: {string.Join(", ", broken)}.

                Remove or change those rows in a migration before this one. Foreign keys are off while a table is made anew, so that nothing is removed along with what it refers to.
                """);
    }
}
