namespace Trestle;

/// <summary>
/// Many records by way of those that link them, as a doctor's patients by the appointments:
/// <c>[Through(nameof(Appointments))] public List&lt;Patient&gt; Patients { get; } = [];</c>
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ThroughAttribute(string relation) : Attribute
{
    /// <summary>The list of linking records, of the same class.</summary>
    public string Relation { get; } = relation;
}
