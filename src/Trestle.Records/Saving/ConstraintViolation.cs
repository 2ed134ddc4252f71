using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Trestle;

/// <summary>
/// A constraint of the database that a write broke although the record was valid: somebody else wrote in between.
/// </summary>
sealed class ConstraintViolation
{
    // Which unique index was broken; null for a foreign key.
    readonly Func<IIndex, bool>? isBroken;

    ConstraintViolation(Func<IIndex, bool>? isBroken) => this.isBroken = isBroken;

    public bool IsOfUnique => isBroken is not null;

    public static ConstraintViolation OfUnique(IReadOnlySet<string> columns) =>
        new(index => columns.SetEquals(index.Properties.Select(p => p.GetColumnName())));

    public static ConstraintViolation OfUnique(string indexName) => new(index => index.GetDatabaseName() == indexName);

    public static ConstraintViolation OfForeignKey() => new(isBroken: null);

    /// <summary>Says on the record what is wrong, if a person's input can have caused it.</summary>
    public async Task<bool> ExplainAsync(RecordContext context, DbUpdateException failure, Record root)
    {
        foreach (var entry in failure.Entries)
            if (entry.Entity is Record record && await ExplainAsync(context, entry.Metadata, record) && record != root)
                root.Errors.Add(entry.Metadata.DisplayName(), Wording.BadRelation);

        return root.Errors.Any;
    }

    async Task<bool> ExplainAsync(RecordContext context, IEntityType entity, Record record) => isBroken is null
        ? await ExplainForeignKeysAsync(context, entity, record)
        : ExplainUnique(entity, record);

    bool ExplainUnique(IEntityType entity, Record record)
    {
        var index = entity.GetIndexes().FirstOrDefault(i => i.IsUnique && isBroken!(i));

        if (index is null)
            return false;

        var names = index.Properties.Select(p => p.Name).ToHashSet();
        var rule = record.Rules.Unique.FirstOrDefault(r => names.SetEquals(r.Properties));
        record.Errors.Add(rule?.Field ?? index.Properties[0].Name, rule?.Message ?? Wording.Taken);

        return true;
    }

    static async Task<bool> ExplainForeignKeysAsync(RecordContext context, IEntityType entity, Record record)
    {
        foreach (var key in entity.GetForeignKeys().Where(k => k.Properties.Count == 1))
        {
            var id = key.Properties[0].PropertyInfo?.GetValue(record);

            if (id is not null && await context.FindAsync(key.PrincipalEntityType.ClrType, id) is null)
                record.Errors.Add(key.DependentToPrincipal?.Name ?? key.Properties[0].Name, Wording.Missing);
        }

        context.ChangeTracker.Clear();

        return record.Errors.Any;
    }
}
