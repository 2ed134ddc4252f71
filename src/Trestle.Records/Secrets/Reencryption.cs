using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

#pragma warning disable EF1002 // The names are the model's own, and delimited.

namespace Trestle;

/// <summary>Encrypts the columns of a record class anew, where they are not as the newest key would make them.</summary>
// Reads and writes what is stored, past EF's conversions. A row is written only if its column still holds what was
// read: who saves it meanwhile has written it with the newest key already.
sealed class Reencryption(RecordContext context, IEntityType entity)
{
    const int BatchSize = 500;

    readonly ISqlGenerationHelper sql = context.GetService<ISqlGenerationHelper>();

    /// <summary>Gives the number of values written.</summary>
    public async Task<int> RunAsync()
    {
        var count = 0;

        foreach (var column in entity.GetProperties())
            if (EncryptedProperty.Of(column.PropertyInfo, context.Encryption) is { } encrypted)
                count += await RunAsync(column, encrypted);

        return count;
    }

    async Task<int> RunAsync(IProperty column, EncryptedProperty encrypted)
    {
        var (last, count) = (int.MinValue, 0);
        List<Row> rows;

        do
        {
            rows = await ReadAsync(column, last);
            var renewed = rows.Select(row => (row, Text: encrypted.Renewed(row.Text))).Where(one => one.Text is not null).ToList();

            if (renewed.Count > 0)
                await Database.TransactionAsync(async () =>
                {
                    foreach (var (row, text) in renewed)
                        count += await WriteAsync(column, row, text!);
                });

            last = rows.Count > 0 ? rows[^1].Id : last;
        }
        while (rows.Count == BatchSize);

        return count;
    }

    Task<List<Row>> ReadAsync(IProperty column, int after)
    {
        var (table, id, text) = Names(column);

        return context.Database
            .SqlQueryRaw<Row>(
                $"SELECT {id} AS id, {text} AS text FROM {table} WHERE {id} > {{0}} AND {text} IS NOT NULL ORDER BY {id} LIMIT {BatchSize}",
                after)
            .ToListAsync(context.Cancellation);
    }

    Task<int> WriteAsync(IProperty column, Row row, string renewed)
    {
        var (table, id, text) = Names(column);

        return context.Database.ExecuteSqlRawAsync(
            $"UPDATE {table} SET {text} = {{0}} WHERE {id} = {{1}} AND {text} = {{2}}",
            [renewed, row.Id, row.Text],
            context.Cancellation);
    }

    (string Table, string Id, string Text) Names(IProperty column)
    {
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var id = entity.FindPrimaryKey()!.Properties[0];

        return (
            sql.DelimitIdentifier(table.Name, table.Schema),
            sql.DelimitIdentifier(id.GetColumnName(table)!),
            sql.DelimitIdentifier(column.GetColumnName(table)!));
    }

    sealed record Row(int Id, string Text);
}
