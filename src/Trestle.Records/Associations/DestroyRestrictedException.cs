namespace Trestle;

/// <summary>A record was to be destroyed that others still belong to.</summary>
public sealed class DestroyRestrictedException : Exception
{
    internal DestroyRestrictedException(Record record, string relation) : base(
        $"""
        {record} cannot be destroyed while {relation} belong to it.

        Destroy or move them first, or let them go along:

            [Dependent(Dependent.Destroy)] public ... {relation}
        """) => (Record, Relation) = (record, relation);

    public Record Record { get; }

    /// <summary>The property that lists what still belongs to the record.</summary>
    public string Relation { get; }
}
