using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Trestle;

/// <summary>Writes many rows by INSERT, in statements as large as the database takes.</summary>
sealed class RowInsertion(RecordContext context, RowDuplicates duplicates)
{
    /// <summary>What an upsert calls the row that is there.</summary>
    public const string Old = "old";

    readonly ISqlGenerationHelper sql = context.GetService<ISqlGenerationHelper>();
    readonly List<int> ids = [];

    public async Task<IReadOnlyList<int>> WriteAsync(IReadOnlyList<Record> rows)
    {
        if (rows.Count == 0)
            return [];

        if (rows.Contains(null!))
            throw new ArgumentException($"expected {rows.Count} rows, got: null for one of them");

        try
        {
            // All or none also where the author's transaction goes on.
            await Database.NestedTransactionAsync(async () =>
            {
                // Rows that bring their id, and rows of other classes in the same table, write other columns.
                foreach (var alike in rows.GroupBy(r => (Class: r.GetType(), HasId: r.Id != 0)))
                    await WriteAlikeAsync([.. alike], EntityOf(alike.Key.Class), alike.Key.HasId);
            });
        }
        catch (DbException failure)
        {
            throw Refusal(rows, failure);
        }

        return ids;
    }

    async Task WriteAlikeAsync(Record[] rows, IEntityType entity, bool withIds)
    {
        RefuseJson(entity);

        IProperty[] columns = [.. entity.GetFlattenedProperties().Where(p => IsWritten(p, withIds))];
        RefuseTwice(rows, entity);

        foreach (var chunk in rows.Chunk(Math.Max(1, context.Engine.RowParameters / columns.Length)))
            await InsertAsync(chunk, entity, columns);
    }

    async Task InsertAsync(Record[] rows, IEntityType entity, IProperty[] columns)
    {
        var command = context.GetService<IRawSqlCommandBuilder>().Build(
            Statement(rows.Length, entity, columns), Parameters(rows, entity, columns), context.Model);

        await using var reader = await command.RelationalCommand.ExecuteReaderAsync(
            new(
                context.GetService<IRelationalConnection>(),
                command.ParameterValues,
                readerColumns: null,
                context,
                context.GetService<IRelationalCommandDiagnosticsLogger>(),
                CommandSource.FromSqlQuery),
            context.Cancellation);

        while (await reader.ReadAsync(context.Cancellation))
            ids.Add(reader.DbDataReader.GetInt32(0));
    }

    string Statement(int rows, IEntityType entity, IProperty[] columns)
    {
        var text = new StringBuilder("INSERT INTO ")
            .Append(sql.DelimitIdentifier(entity.GetTableName()!, entity.GetSchema()))
            .Append(" AS ").Append(Old).Append(" (")
            .AppendJoin(", ", columns.Select(c => sql.DelimitIdentifier(c.GetColumnName())))
            .Append(") VALUES");

        for (int row = 0, parameter = 0; row < rows; row++)
        {
            text.Append(row == 0 ? "\n(" : ",\n(");

            for (var column = 0; column < columns.Length; column++)
                text.Append(column == 0 ? "@p" : ", @p").Append(parameter++);

            text.Append(')');
        }

        return text
            .Append(duplicates.Sql(entity, columns, sql))
            .Append("\nRETURNING ").Append(sql.DelimitIdentifier(entity.FindProperty(nameof(Record.Id))!.GetColumnName()))
            .ToString();
    }

    List<DbParameter> Parameters(Record[] rows, IEntityType entity, IProperty[] columns)
    {
        using var command = context.Database.GetDbConnection().CreateCommand();
        List<DbParameter> parameters = new(rows.Length * columns.Length);
        var now = context.Now;

        foreach (var row in rows)
            foreach (var column in columns)
                parameters.Add(column.GetRelationalTypeMapping().CreateParameter(
                    command,
                    string.Create(CultureInfo.InvariantCulture, $"@p{parameters.Count}"),
                    ValueOf(column, row, entity, now),
                    column.IsNullable));

        if (parameters.FindIndex(p => p.Value is string text && !StorableText.Is(text)) is var bad and >= 0)
            throw new DbUpdateException(
                $"None of the rows of {entity.ClrType.Name} was written: {FieldError.Label(columns[bad % columns.Length].Name)} {Wording.NotStorable.English}");

        return parameters;
    }

    object? ValueOf(IProperty column, Record row, IEntityType entity, DateTimeOffset now) => column.Name switch
    {
        nameof(Record.CreatedAt) when row.CreatedAt == default => now,
        nameof(Record.UpdatedAt) when row.UpdatedAt == default || duplicates.Updates => now,
        _ when column.IsShadowProperty() => entity.GetDiscriminatorValue(),
        _ => column.GetGetter().GetClrValueUsingContainingEntity(row),
    };

    static bool IsWritten(IProperty property, bool withIds) =>
        property.GetBeforeSaveBehavior() == PropertySaveBehavior.Save
        && (property.IsPrimaryKey() ? withIds : property.GetComputedColumnSql() is null)
        && (!property.IsShadowProperty() || property == (property.DeclaringType as IEntityType)?.FindDiscriminatorProperty());

    IEntityType EntityOf(Type record) => context.Model.FindEntityType(record) ?? throw RecordShapes.UnknownRecord(record);

    static void RefuseJson(IEntityType entity)
    {
        var json = entity.GetNavigations().FirstOrDefault(n => n.TargetEntityType.IsOwned())?.Name
            ?? entity.GetComplexProperties().FirstOrDefault(p => p.ComplexType.IsMappedToJson() || p.IsCollection)?.Name;

        if (json is not null)
            throw new NotSupportedException(
                $"""
                {entity.ClrType.Name}.{json} is kept as a document or in a table of its own, which writing many rows in a statement leaves out.

                Save the records one by one, in one transaction:

                    await Database.TransactionAsync(async () => ...);
                """);
    }

    // PostgreSQL refuses to update a row twice in a statement, SQLite does it: here both refuse.
    void RefuseTwice(Record[] rows, IEntityType entity)
    {
        if (!duplicates.Updates)
            return;

        IProperty[] unique = [.. duplicates.Unique.Select(name => entity.FindProperty(name)).OfType<IProperty>()];
        HashSet<string> seen = [];

        foreach (var row in rows)
        {
            object?[] values = [.. unique.Select(p => Stored(p, row))];
            var key = string.Join(", ", values);

            if (values.All(v => v is not null and not 0) && !seen.Add(key))
                throw new ArgumentException(
                    $"expected each row to have a {string.Join(" and ", duplicates.Unique)} of its own, got twice: {key}");
        }
    }

    static object? Stored(IProperty property, Record row)
    {
        var value = property.GetGetter().GetClrValueUsingContainingEntity(row);
        var mapping = property.GetRelationalTypeMapping();

        return mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value;
    }

    DbUpdateException Refusal(IReadOnlyList<Record> rows, DbException failure)
    {
        var record = rows[0].GetType().Name;
        var refusal = new DbUpdateException($"None of {rows.Count} rows of {record} was written: {failure.Message}", failure);

        return context.Engine.Violation(refusal) is not { IsOfUnique: true } ? refusal : new(
            $"""
            {refusal.Message}

            Where rows that are there already may stay or be changed, say so:

                await {record}.InsertAllAsync(rows, OnDuplicate.Skip);
                await {record}.UpsertAllAsync(rows, uniqueBy: one => one....);
            """,
            failure);
    }
}
