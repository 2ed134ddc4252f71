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
            Add(rule.GetValidationResult(record, ContextOf(record)), errors);

        if (record is IValidatableObject own)
            foreach (var result in own.Validate(ContextOf(record)))
                Add(result, errors);
    }

    static ValidationContext ContextOf(Record record) => new(record) { DisplayName = record.GetType().Name };

    // Of the fields it names, or of the whole record.
    static void Add(ValidationResult? result, Errors errors)
    {
        if (result is not { ErrorMessage: { } message })
            return;

        foreach (var field in result.MemberNames.DefaultIfEmpty(""))
            errors.Add(field, message);
    }

    /// <summary>The rules of a record class and of those that derive from it.</summary>
    internal sealed class Book
    {
        readonly ConcurrentDictionary<Type, RecordRules> all = new();

        public RecordRules For(Type record) => all.GetOrAdd(record, type => new(type));
    }
}
