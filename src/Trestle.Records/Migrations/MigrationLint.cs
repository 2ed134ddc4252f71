using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Trestle;

/// <summary>
/// Finds what would hurt the release before, which still runs while a deploy migrates: it reads and writes the tables as
/// it knows them.
/// </summary>
/// <param name="uses">"books" and "books.title" of all it uses; null when nobody knows, and so perhaps everything.</param>
sealed class MigrationLint(IReadOnlySet<string>? uses)
{
    // Made by migrations that are applied together with the one looked at: the release before knows nothing of them.
    readonly HashSet<string> made = [];

    public IEnumerable<string> Warnings(string id, Migration migration)
    {
        var isSafe = migration.GetType().IsDefined(typeof(SafeAttribute), inherit: false);

        foreach (var step in ReversibleOperation.Flatten(migration.UpOperations))
        {
            if (step is CreateTableOperation table)
                made.Add(table.Name);

            if (!isSafe && FaultOf(step) is var (harm, cure))
                yield return
                    $"""
                    {id} {harm} while the release before this one may still run.

                    {cure} If nothing can go wrong here, say why, on the migration: [Safe("...")]
                    """;
        }
    }

    (string Harm, string Cure)? FaultOf(MigrationOperation step) => step switch
    {
        DropTableOperation o when IsUsed(o.Name) => (
            $"drops the table {o.Name}, which is in use,",
            "Take its record out of the application first, and drop the table in the release after that one."),

        RenameTableOperation o when o.NewName is not null && IsUsed(o.Name) => (
            $"renames the table {o.Name}, which is in use,",
            $"Keep the table's name, and tell the record: [Table(\"{o.Name}\")]."),

        DropColumnOperation o when IsUsed(o.Table, o.Name) => (
            $"drops the column {o.Table}.{o.Name}, which is in use,",
            "Take its property out of the record first, and drop the column in the release after that one."),

        RenameColumnOperation o when IsUsed(o.Table, o.Name) => (
            $"renames the column {o.Table}.{o.Name}, which is in use,",
            $"Keep the column's name, and tell the property: [Column(\"{o.Name}\")]. Or add a column, write both, copy the rows, and drop the old one a release later."),

        AddColumnOperation { IsNullable: false, DefaultValue: null, DefaultValueSql: null, ComputedColumnSql: null } o when IsUsed(o.Table) => (
            $"adds the column {o.Table}.{o.Name}, which every new row must have, so that none can be added",
            "Give it a default, or let it be null at first and require it in the release after."),

        AlterColumnOperation { IsNullable: false, OldColumn.IsNullable: true, DefaultValue: null, DefaultValueSql: null } o when IsUsed(o.Table, o.Name) => (
            $"requires the column {o.Table}.{o.Name}, so that rows without it cannot be saved",
            "Require it of the record first, by [Required], fill the rows that lack it, and change the column in the release after that one."),

        AlterColumnOperation o when o.ClrType != o.OldColumn.ClrType && IsUsed(o.Table, o.Name) => (
            $"changes the type of {o.Table}.{o.Name}, which is in use,",
            "Add a column of the new type, write both, copy the rows, and drop the old one a release later."),

        AlterColumnOperation o when o.MaxLength < (o.OldColumn.MaxLength ?? int.MaxValue) && IsUsed(o.Table, o.Name) => (
            $"shortens the column {o.Table}.{o.Name}, so that longer values cannot be saved",
            $"Limit it in the record first, by [MaxLength({o.MaxLength})], and change the column in the release after that one."),

        _ => null,
    };

    bool IsUsed(string table) => !made.Contains(table) && uses?.Contains(table) != false;

    bool IsUsed(string table, string column) => IsUsed(table) && uses?.Contains($"{table}.{column}") != false;
}
