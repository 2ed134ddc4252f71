using Humanizer;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Trestle;

/// <summary>A table in the making, which a migration's <c>CreateTable</c> fills in line by line.</summary>
public sealed class NewTable
{
    readonly CreateTableOperation table;
    readonly List<CreateIndexOperation> indexes = [];

    internal NewTable(string name, bool id)
    {
        table = new() { Name = name };

        if (!id)
            return;

        Add<int>("id");
        PrimaryKey("id");
    }

    internal IEnumerable<MigrationOperation> Operations => [table, .. indexes];

    /// <summary>A column; not null, unless it is said or the type is an <c>int?</c> and the like.</summary>
    public OperationBuilder<AddColumnOperation> Add<T>(
        string name,
        int? maxLength = null,
        bool nullable = false,
        object? defaultValue = null,
        string? defaultValueSql = null,
        int? precision = null,
        int? scale = null,
        string? collation = null)
    {
        var column = NewColumn.Of<T>(table.Name, name, nullable);

        (column.MaxLength, column.Precision, column.Scale) = (maxLength, precision, scale);
        (column.DefaultValue, column.DefaultValueSql, column.Collation) = (defaultValue, defaultValueSql, collation);
        table.Columns.Add(column);

        return new(column);
    }

    /// <summary><c>created_at</c> and <c>updated_at</c>, which every record has.</summary>
    public void Timestamps()
    {
        Add<DateTimeOffset>("created_at");
        Add<DateTimeOffset>("updated_at");
    }

    /// <summary>
    /// "article" makes the column <c>article_id</c>, its index, and its foreign key to <c>articles</c>, or to whatever
    /// table <paramref name="to"/> names. Destroying what it refers to destroys the row, unless it is nullable.
    /// </summary>
    public void Reference(
        string name, string? to = null, bool nullable = false, bool unique = false, ReferentialAction? onDelete = null)
    {
        var reference = new NewReference(table.Name, name, to, nullable, unique, onDelete);

        table.Columns.Add(reference.Column);
        table.ForeignKeys.Add(reference.ForeignKey);
        indexes.Add(reference.Index);
    }

    /// <summary>"subject" makes <c>subject_type</c> and <c>subject_id</c>, which together name a row of any table, and their index.</summary>
    public void PolymorphicReference(string name, bool nullable = false)
    {
        table.Columns.Add(NewColumn.Of<string>(table.Name, $"{name}_type", nullable));
        table.Columns.Add(NewColumn.Of<int>(table.Name, $"{name}_id", nullable));
        Index([$"{name}_type", $"{name}_id"]);
    }

    public void Index(string column, bool unique = false, string? where = null, string? name = null) =>
        Index([column], unique, where, name);

    /// <summary>An index; of the rows for which <paramref name="where"/> holds, if that is given.</summary>
    public void Index(string[] columns, bool unique = false, string? where = null, string? name = null) =>
        indexes.Add(NewIndex.Of(table.Name, columns, unique, where, name));

    /// <summary>What must hold of every row, in SQL.</summary>
    public void Check(string name, string sql) =>
        table.CheckConstraints.Add(new() { Table = table.Name, Name = name, Sql = sql });

    /// <summary>A key of several columns, for a table made without an id.</summary>
    public void PrimaryKey(params string[] columns) =>
        table.PrimaryKey = new() { Table = table.Name, Name = SchemaName.Of("pk", table.Name), Columns = columns };
}

/// <summary>The column, index and foreign key of a reference.</summary>
sealed class NewReference(
    string table, string name, string? to, bool nullable, bool unique, ReferentialAction? onDelete)
{
    public AddColumnOperation Column { get; } = NewColumn.Of<int>(table, $"{name}_id", nullable);

    public CreateIndexOperation Index { get; } = NewIndex.Of(table, [$"{name}_id"], unique);

    public AddForeignKeyOperation ForeignKey { get; } =
        NewForeignKey.Of(table, to ?? name.Pluralize(), $"{name}_id", onDelete ?? ByConvention(nullable));

    // As EF's model wants it, so that the schema and the records agree.
    static ReferentialAction ByConvention(bool nullable) =>
        nullable ? ReferentialAction.NoAction : ReferentialAction.Cascade;
}

static class NewColumn
{
    public static AddColumnOperation Of<T>(string table, string name, bool nullable)
    {
        var inner = Nullable.GetUnderlyingType(typeof(T));
        var type = inner ?? typeof(T);

        return new()
        {
            Table = table,
            Name = name,
            ClrType = type.IsEnum ? Enum.GetUnderlyingType(type) : type,
            IsNullable = nullable || inner is not null,
        };
    }
}

static class NewIndex
{
    public static CreateIndexOperation Of(
        string table, string[] columns, bool unique = false, string? where = null, string? name = null) => new()
        {
            Table = table,
            Name = name ?? SchemaName.Of(["ix", table, .. columns]),
            Columns = columns,
            IsUnique = unique,
            Filter = where,
        };
}

static class NewForeignKey
{
    public static AddForeignKeyOperation Of(
        string table, string to, string column, ReferentialAction onDelete, string? name = null) => new()
        {
            Table = table,
            Name = name ?? SchemaName.Of("fk", table, to, column),
            Columns = [column],
            PrincipalTable = to,
            PrincipalColumns = ["id"],
            OnDelete = onDelete,
        };
}

/// <summary>Names of keys and indexes, as EF's model gives them.</summary>
static class SchemaName
{
    // PostgreSQL's limit; EF cuts the model's names in the same way.
    const int Longest = 63;

    public static string Of(params string[] parts)
    {
        var name = string.Join('_', parts);

        return name.Length > Longest ? $"{name[..(Longest - 1)]}~" : name;
    }
}
