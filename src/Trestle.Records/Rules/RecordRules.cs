using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Trestle;

/// <summary>The rules a record class declares by attributes, read once.</summary>
// Read here and not by DataAnnotations' Validator, whose process-wide cache would keep the classes of old releases
// alive.
sealed class RecordRules
{
    readonly PropertyRules[] properties;
    readonly ValidationAttribute[] wholeRecord;

    RecordRules(Type record)
    {
        properties = [.. record.GetProperties().Select(p => new PropertyRules(new(record, p))).Where(p => p.HasRules)];
        wholeRecord = [.. record.GetCustomAttributes<ValidationAttribute>().Where(a => a is not UniqueAttribute)];
        Unique = [.. UniqueRule.DeclaredBy(record)];
    }

    public IReadOnlyList<UniqueRule> Unique { get; }

    public void Check(Record record, Errors errors)
    {
        foreach (var property in properties)
            property.Check(record, errors);

        foreach (var rule in wholeRecord)
        {
            var context = new ValidationContext(record) { DisplayName = record.GetType().Name };

            if (rule.GetValidationResult(record, context) is { ErrorMessage: { } message })
                errors.Add(message);
        }
    }

    /// <summary>The rules of a record class and of those that derive from it.</summary>
    internal sealed class Book
    {
        readonly ConcurrentDictionary<Type, RecordRules> all = new();

        public RecordRules For(Type record) => all.GetOrAdd(record, type => new(type));
    }
}
