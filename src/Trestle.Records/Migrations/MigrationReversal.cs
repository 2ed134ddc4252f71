using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Trestle;

/// <summary>Derives from what a migration does how to undo it.</summary>
static class MigrationReversal
{
    public static IEnumerable<MigrationOperation> Of(Migration migration) =>
        HasDown(migration) ? migration.DownOperations : Of(migration.UpOperations);

    public static IEnumerable<MigrationOperation> Of(IEnumerable<MigrationOperation> operations) =>
        operations.Reverse().Select(Undo);

    static bool HasDown(Migration migration) =>
        migration.GetType()
            .GetMethod("Down", BindingFlags.Instance | BindingFlags.NonPublic, [typeof(MigrationBuilder)])!
            .DeclaringType != typeof(Migration);

    static MigrationOperation Undo(MigrationOperation operation) => operation switch
    {
        ReversibleOperation both => new ReversibleOperation(both.Down, both.Up),
        CreateTableOperation o => new DropTableOperation { Name = o.Name, Schema = o.Schema },
        RenameTableOperation o => new RenameTableOperation { Name = o.NewName ?? o.Name, NewName = o.Name, Schema = o.NewSchema, NewSchema = o.Schema },
        AddColumnOperation o => new DropColumnOperation { Name = o.Name, Table = o.Table, Schema = o.Schema },
        RenameColumnOperation o => new RenameColumnOperation { Name = o.NewName, NewName = o.Name, Table = o.Table, Schema = o.Schema },
        AlterColumnOperation o when TellsWhatWas(o) => Back(o),
        CreateIndexOperation o => new DropIndexOperation { Name = o.Name, Table = o.Table, Schema = o.Schema },
        RenameIndexOperation o => new RenameIndexOperation { Name = o.NewName, NewName = o.Name, Table = o.Table, Schema = o.Schema },
        AddForeignKeyOperation o => new DropForeignKeyOperation { Name = o.Name, Table = o.Table, Schema = o.Schema },
        AddPrimaryKeyOperation o => new DropPrimaryKeyOperation { Name = o.Name, Table = o.Table, Schema = o.Schema },
        AddUniqueConstraintOperation o => new DropUniqueConstraintOperation { Name = o.Name, Table = o.Table, Schema = o.Schema },
        AddCheckConstraintOperation o => new DropCheckConstraintOperation { Name = o.Name, Table = o.Table, Schema = o.Schema },
        CreateSequenceOperation o => new DropSequenceOperation { Name = o.Name, Schema = o.Schema },
        EnsureSchemaOperation o => new DropSchemaOperation { Name = o.Name },
        _ => throw Irreversible(operation),
    };

    // EF's AlterColumn takes what the column was as old...; who says none of it leaves both alike.
    static bool TellsWhatWas(AlterColumnOperation column) => Traits(column) != Traits(column.OldColumn);

    static (Type, string?, int?, int?, int?, bool, object?, string?, string?) Traits(ColumnOperation column) =>
        (column.ClrType, column.ColumnType, column.MaxLength, column.Precision, column.Scale, column.IsNullable,
            column.DefaultValue, column.DefaultValueSql, column.Collation);

    static AlterColumnOperation Back(AlterColumnOperation column)
    {
        var back = new AlterColumnOperation { Name = column.Name, Table = column.Table, Schema = column.Schema };
        CopyTraits(from: column.OldColumn, to: back);
        CopyTraits(from: column, to: back.OldColumn);

        return back;
    }

    static void CopyTraits(ColumnOperation from, ColumnOperation to)
    {
        to.ClrType = from.ClrType;
        to.ColumnType = from.ColumnType;
        to.MaxLength = from.MaxLength;
        to.Precision = from.Precision;
        to.Scale = from.Scale;
        to.IsNullable = from.IsNullable;
        to.DefaultValue = from.DefaultValue;
        to.DefaultValueSql = from.DefaultValueSql;
        to.Collation = from.Collation;
    }

    static MigrationException Irreversible(MigrationOperation operation) => new(
        $$"""
        It cannot be undone: nothing says what undoes {{StepName.Of(operation)}}.

        {{Cure(operation)}}

            protected override void Down(MigrationBuilder migration) => ...
        """);

    static string Cure(MigrationOperation operation) => operation switch
    {
        DropColumnOperation o => $"Say what the column was, as in migration.DropColumn<string>(\"{o.Name}\", \"{o.Table}\"), or override Down:",
        DropTableOperation o => $"Say what the table was, migration.DropTable(\"{o.Name}\", table => ...), or override Down:",
        AlterColumnOperation => "Say what the column was by the arguments oldClrType, oldNullable, oldMaxLength and the like, or override Down:",
        DropIndexOperation o => $"Say what the index was, migration.DropIndex(\"{o.Table}\", [...]), or override Down:",
        SqlOperation => "Say it as a second argument, migration.Sql(\"...\", undo: \"...\"), wrap the step in UpOnly if there is nothing to undo, or override Down:",
        DataOperation => "Say it as a second argument, migration.Run(..., undo: ...), wrap the step in UpOnly if there is nothing to undo, or override Down:",
        _ => "Say it beside the step, migration.Reversible(up => ..., down => ...), or override Down:",
    };
}
