using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Trestle;

/// <summary>What messages call a step of a migration: "DropColumn articles.body".</summary>
static class StepName
{
    public static string Of(MigrationOperation operation) => operation switch
    {
        DataOperation => "Run",
        SqlOperation o => $"Sql \"{Start(o.Sql)}\"",
        CreateTableOperation o => $"CreateTable {o.Name}",
        DropTableOperation o => $"DropTable {o.Name}",
        RenameTableOperation o => $"RenameTable {o.Name}",
        ColumnOperation o => $"{Verb(o)} {o.Table}.{o.Name}",
        DropColumnOperation o => $"DropColumn {o.Table}.{o.Name}",
        RenameColumnOperation o => $"RenameColumn {o.Table}.{o.Name}",
        CreateIndexOperation o => $"CreateIndex {o.Name}",
        DropIndexOperation o => $"DropIndex {o.Name}",
        AddForeignKeyOperation o => $"AddForeignKey {o.Name}",
        DropForeignKeyOperation o => $"DropForeignKey {o.Name}",
        AddCheckConstraintOperation o => $"AddCheckConstraint {o.Name}",
        DropCheckConstraintOperation o => $"DropCheckConstraint {o.Name}",
        _ => Verb(operation),
    };

    static string Verb(MigrationOperation operation)
    {
        var name = operation.GetType().Name;

        return name.EndsWith("Operation", StringComparison.Ordinal) ? name[..^"Operation".Length] : name;
    }

    static string Start(string sql)
    {
        var line = sql.Trim().ReplaceLineEndings(" ");

        return line.Length > 60 ? $"{line[..60]}..." : line;
    }
}
