using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Trestle;

/// <summary>
/// A constraint of the database that a write broke although the record was valid: somebody else wrote in between, or
/// the database is stricter than the record's rules.
/// </summary>
abstract class ConstraintViolation
{
    public bool IsOfUnique => this is Unique;

    public bool IsOfForeignKey => this is ForeignKey;

    public static ConstraintViolation OfUnique(IReadOnlySet<string> columns) =>
        new Unique((properties, _) => columns.SetEquals(properties.Select(p => p.GetColumnName())));

    public static ConstraintViolation OfUnique(string name) => new Unique((_, index) => index == name);

    public static ConstraintViolation OfForeignKey() => new ForeignKey();

    public static ConstraintViolation OfNotNull(string column) => new NotNull(column);

    public static ConstraintViolation OfCheck(string name) => new Check(name, Wording.Invalid);

    /// <summary>One row shuts out another, as two bookings of the same hour.</summary>
    public static ConstraintViolation OfExclusion(string name) => new Check(name, Wording.Taken);

    /// <summary>A text of more characters than a column of the table takes; which one, the database does not say.</summary>
    public static ConstraintViolation OfLength(int maximum) => new Length(maximum);

    /// <summary>A number that is too large for a column of the table.</summary>
    public static ConstraintViolation OfNumber() => new Number();

    /// <summary>Says on the record what is wrong, if a person's input can have caused it.</summary>
    public async Task<bool> ExplainAsync(RecordContext context, DbUpdateException failure, Record root)
    {
        foreach (var entry in failure.Entries)
            if (entry.Entity is Record record && await ExplainAsync(context, entry.Metadata, record) && record != root)
                root.Errors.Add(entry.Metadata.DisplayName(), Wording.Invalid);

        return root.Errors.Any;
    }

    protected abstract ValueTask<bool> ExplainAsync(RecordContext context, IEntityType entity, Record record);

    // What a person knows a key by is the record it leads to.
    static string FieldOf(IProperty property) =>
        property.GetContainingForeignKeys().FirstOrDefault()?.DependentToPrincipal?.Name ?? property.Name;

    sealed class Unique(Func<IReadOnlyList<IProperty>, string?, bool> isBroken) : ConstraintViolation
    {
        protected override ValueTask<bool> ExplainAsync(RecordContext context, IEntityType entity, Record record)
        {
            var broken =
                entity.GetIndexes().FirstOrDefault(i => i.IsUnique && isBroken(i.Properties, i.GetDatabaseName()))?.Properties
                ?? entity.GetKeys().FirstOrDefault(k => isBroken(k.Properties, k.GetName()))?.Properties;

            if (broken is null)
                return new(false);

            var names = broken.Select(p => p.Name).ToHashSet();
            var rule = record.Rules.Unique.FirstOrDefault(r => names.SetEquals(r.Properties));
            record.Errors.Add(rule?.Field ?? broken[0].Name, rule?.Fault ?? Wording.Taken);

            return new(true);
        }
    }

    sealed class ForeignKey : ConstraintViolation
    {
        protected override async ValueTask<bool> ExplainAsync(RecordContext context, IEntityType entity, Record record)
        {
            foreach (var key in entity.GetForeignKeys().Where(k => k.Properties.Count == 1))
                if (key.Properties[0].PropertyInfo?.GetValue(record) is { } id && !await IsThereAsync(context, key, id))
                    record.Errors.Add(FieldOf(key.Properties[0]), Wording.Missing);

            return record.Errors.Any;
        }

        // The row itself: one that a default scope hides is there all the same.
        static Task<bool> IsThereAsync(RecordContext context, IForeignKey key, object id)
        {
            var sql = $"SELECT 1 AS \"Value\" FROM {RelationSql.Table(key.PrincipalEntityType)} WHERE {RelationSql.Column(key.PrincipalKey.Properties[0])} = {{0}}";

            return context.Database.SqlQueryRaw<int>(sql, id).AnyAsync(context.Cancellation);
        }
    }

    sealed class NotNull(string column) : ConstraintViolation
    {
        protected override ValueTask<bool> ExplainAsync(RecordContext context, IEntityType entity, Record record)
        {
            var property = entity.GetProperties().FirstOrDefault(p => p.GetColumnName() == column);

            if (property?.PropertyInfo is not { } value || value.GetValue(record) is not null)
                return new(false);

            record.Errors.Add(FieldOf(property), property.IsForeignKey() ? Wording.Missing : Wording.Blank);

            return new(true);
        }
    }

    // Named after the column it is about, as ck_products_price is; of another it is only known that the record is wrong.
    sealed class Check(string name, RuleFault fault) : ConstraintViolation
    {
        protected override ValueTask<bool> ExplainAsync(RecordContext context, IEntityType entity, Record record)
        {
            var property = entity.GetProperties()
                .Where(p => $"{name}_".Contains($"_{p.GetColumnName()}_", StringComparison.OrdinalIgnoreCase))
                .MaxBy(p => p.Name.Length);

            if (property is null)
                record.Errors.Add("", fault.Of(entity.DisplayName()));
            else
                record.Errors.Add(FieldOf(property), fault);

            return new(true);
        }
    }

    sealed class Length(int maximum) : ConstraintViolation
    {
        protected override ValueTask<bool> ExplainAsync(RecordContext context, IEntityType entity, Record record)
        {
            var longer = entity.GetProperties().Where(p => p.PropertyInfo?.GetValue(record) is string text && text.Length > maximum);

            if (longer.ToList() is [var property])
                record.Errors.Add(property.Name, Wording.TooLong(maximum));
            else
                record.Errors.Add("", Wording.HasTooLong(maximum).Of(entity.DisplayName()));

            return new(true);
        }
    }

    sealed class Number : ConstraintViolation
    {
        protected override ValueTask<bool> ExplainAsync(RecordContext context, IEntityType entity, Record record)
        {
            record.Errors.Add("", Wording.TooLarge.Of(entity.DisplayName()));

            return new(true);
        }
    }
}
