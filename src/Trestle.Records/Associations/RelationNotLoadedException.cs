using Humanizer;

namespace Trestle;

/// <summary>A relation was read that was not loaded with its record: strict loading, as Rails calls it.</summary>
public sealed class RelationNotLoadedException(Record record, string relation, bool isList) : InvalidOperationException(
    $"""
    The {relation} of {record} {(isList ? "are" : "is")} not loaded.

    Include {(isList ? "them" : "it")} in the query, or load {(isList ? "them" : "it")} for this record:

        {record.GetType().Name}.All.Include(one => one.{relation})

        await {record.GetType().Name.Camelize()}.LoadAsync(one => one.{relation});
    """)
{
    public Record Record { get; } = record;

    public string Relation { get; } = relation;
}
