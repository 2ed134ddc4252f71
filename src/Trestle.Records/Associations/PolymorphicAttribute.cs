using System.ComponentModel.DataAnnotations.Schema;

namespace Trestle;

/// <summary>
/// A reference to a record of any class: <c>[Polymorphic] public Record? Subject</c> beside the stored
/// <c>SubjectType</c> and <c>SubjectId</c>; and the list of those that refer to a record by it:
/// <c>[Polymorphic(nameof(Remark.Subject))] public List&lt;Remark&gt; Remarks</c>.
/// </summary>
// EF has no such relation, and must not make one of its own of it.
[AttributeUsage(AttributeTargets.Property)]
public sealed class PolymorphicAttribute(string? reference = null) : NotMappedAttribute
{
    /// <summary>The property of the other class, on a list.</summary>
    public string? Reference { get; } = reference;
}
