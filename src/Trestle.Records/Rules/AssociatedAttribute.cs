using System.Collections;

namespace Trestle;

/// <summary>
/// The records it refers to must keep their own rules too. New ones are always asked, since they are saved along; this
/// asks the stored ones that are loaded.
/// </summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class AssociatedAttribute : RuleAttribute
{
    // A list, and not Any: each record is to have its own errors to show.
    internal override Judge Bind(RuleSite site) => LeadsToRecords(site.Property.PropertyType)
        ? static (owner, value) => Related(value).Where(r => IsFaulty(r, owner as Record)).ToList() is [] ? null : Wording.Invalid
        : throw new InvalidOperationException(
            $"""
            {site} is declared [Associated], but its type {site.Type.Name} is neither a record nor a collection of them.

            Put the attribute on the property that holds the records: [Associated] public List<Comment> Comments ...
            """);

    static bool LeadsToRecords(Type type) =>
        type.IsAssignableTo(typeof(Record)) || type.IsAssignableTo(typeof(IEnumerable<Record>));

    static IEnumerable<Record> Related(object? value) => value switch
    {
        Record one => [one],
        IEnumerable many => many.OfType<Record>(),
        _ => [],
    };

    // Records refer to each other in circles; one that is being asked answers for itself.
    static bool IsFaulty(Record record, Record? owner) =>
        !record.IsBeingValidated && !record.ValidateFor(owner?.Context);
}
