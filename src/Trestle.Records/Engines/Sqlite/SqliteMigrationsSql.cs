using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Trestle;

/// <summary>
/// Numbers the rows of a table with one integer key by itself, so that a migration need not say it in SQLite's words.
/// AUTOINCREMENT, so that the id of a deleted row is never given again.
/// </summary>
sealed class SqliteMigrationsSql(
    MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    const string Autoincrement = "Sqlite:Autoincrement";

    protected override void Generate(
        CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (operation.PrimaryKey?.Columns is [var key]
            && operation.Columns.Find(c => c.Name == key) is { } column
            && IsNumber(column.ClrType)
            && column.FindAnnotation(Autoincrement) is null)
            column[Autoincrement] = true;

        base.Generate(operation, model, builder, terminate);
    }

    static bool IsNumber(Type type) => type == typeof(int) || type == typeof(long);
}
