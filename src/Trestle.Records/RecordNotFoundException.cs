namespace Trestle;

/// <summary>No record has the id that was asked for. A request that meets it answers 404.</summary>
public sealed class RecordNotFoundException(Type record, int id) : Exception(
    $"""
    There is no {record.Name} with id {id}.

    Where a missing {record.Name} is no surprise, ask for it with FindOrDefaultAsync, which gives null:

        var found = await {record.Name}.FindOrDefaultAsync({id});
    """)
{
    public Type RecordType { get; } = record;

    public int Id { get; } = id;
}
