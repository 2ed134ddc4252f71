using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Trestle;

/// <summary>
/// Numbers the rows of a table with one integer key by itself, so that a migration need not say it in SQLite's words, and
/// changes tables in the ways that SQLite's ALTER TABLE lacks.
/// </summary>
// EF's own does those by a snapshot of the model; ours reads the table as it is.
sealed class SqliteMigrationsSql(
    MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    const string Autoincrement = "Sqlite:Autoincrement";

    protected override void Generate(
        CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        // AUTOINCREMENT, so that the id of a deleted row is never given again.
        if (operation.PrimaryKey?.Columns is [var key]
            && operation.Columns.Find(c => c.Name == key) is { } column
            && IsNumber(column.ClrType)
            && column.FindAnnotation(Autoincrement) is null)
            column[Autoincrement] = true;

        base.Generate(operation, model, builder, terminate);
    }

    protected override void Generate(
        DropColumnOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true) =>
        Rebuild(operation.Table, builder, table => table.DropColumn(operation.Name));

    protected override void Generate(AlterColumnOperation operation, IModel? model, MigrationCommandListBuilder builder) =>
        Rebuild(operation.Table, builder, table => table.ChangeColumn(
            operation.Name,
            Text(one => ColumnDefinition(null, operation.Table, operation.Name, operation, model, one)),
            fill: operation is { IsNullable: false, DefaultValue: { } value } ? Literal(value) : null));

    protected override void Generate(
        AddForeignKeyOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true) =>
        Rebuild(operation.Table, builder, table => table.AddConstraint(Text(one => ForeignKeyConstraint(operation, model, one))));

    protected override void Generate(
        DropForeignKeyOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true) =>
        Rebuild(operation.Table, builder, table => table.DropConstraint(operation.Name));

    protected override void Generate(
        AddPrimaryKeyOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true) =>
        Rebuild(operation.Table, builder, table => table.AddConstraint(Text(one => PrimaryKeyConstraint(operation, model, one))));

    protected override void Generate(
        DropPrimaryKeyOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true) =>
        Rebuild(operation.Table, builder, table => table.DropConstraint(operation.Name));

    protected override void Generate(
        AddUniqueConstraintOperation operation, IModel? model, MigrationCommandListBuilder builder) =>
        Rebuild(operation.Table, builder, table => table.AddConstraint(Text(one => UniqueConstraint(operation, model, one))));

    protected override void Generate(
        DropUniqueConstraintOperation operation, IModel? model, MigrationCommandListBuilder builder) =>
        Rebuild(operation.Table, builder, table => table.DropConstraint(operation.Name));

    protected override void Generate(
        AddCheckConstraintOperation operation, IModel? model, MigrationCommandListBuilder builder) =>
        Rebuild(operation.Table, builder, table => table.AddConstraint(Text(one => CheckConstraint(operation, model, one))));

    protected override void Generate(
        DropCheckConstraintOperation operation, IModel? model, MigrationCommandListBuilder builder) =>
        Rebuild(operation.Table, builder, table => table.DropConstraint(operation.Name));

    protected override void Generate(RenameIndexOperation operation, IModel? model, MigrationCommandListBuilder builder)
    {
        var (old, fresh) = (SqlName.Quote(operation.Name), SqlName.Quote(operation.NewName));
        var sql = SqliteTable.IndexSql(Connection, operation.Name)
            ?? throw new InvalidOperationException($"There is no index {operation.Name}.");
        var at = sql.IndexOf(operation.Name, StringComparison.OrdinalIgnoreCase);
        var (start, end) = sql[at - 1] == '"' ? (at - 1, at + operation.Name.Length + 1) : (at, at + operation.Name.Length);

        Append(builder, $"DROP INDEX {old};");
        Append(builder, $"{sql[..start]}{fresh}{sql[end..]};");
    }

    protected override void Generate(
        CreateIndexOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (operation[MigrationSteps.ConcurrentlyAnnotation] is not true)
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        // It runs outside of a transaction, as on PostgreSQL, and so perhaps a second time.
        var plain = Text(one => base.Generate(operation, model, one, terminate: false));
        Append(builder, $"{plain.Replace(" INDEX ", " INDEX IF NOT EXISTS ", StringComparison.Ordinal)};");
    }

    SqliteConnection Connection => (SqliteConnection)Dependencies.CurrentContext.Context.Database.GetDbConnection();

    static bool IsNumber(Type type) => type == typeof(int) || type == typeof(long);

    void Rebuild(string name, MigrationCommandListBuilder builder, Action<SqliteTable> change)
    {
        var table = SqliteTable.Read(Connection, name);
        change(table);

        foreach (var sql in table.Rebuild())
            Append(builder, sql);
    }

    static void Append(MigrationCommandListBuilder builder, string sql) => builder.AppendLine(sql).EndCommand();

    string Text(Action<MigrationCommandListBuilder> write)
    {
        var builder = new MigrationCommandListBuilder(Dependencies);
        write(builder);

        return builder.EndCommand().GetCommandList()[0].CommandText.Trim();
    }

    string Literal(object value) =>
        Dependencies.TypeMappingSource.FindMapping(value.GetType())!.GenerateSqlLiteral(value);
}
