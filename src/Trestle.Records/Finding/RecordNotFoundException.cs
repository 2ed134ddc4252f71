namespace Trestle;

/// <summary>No record is what was asked for. A request that meets it answers 404.</summary>
public sealed class RecordNotFoundException : Exception
{
    public RecordNotFoundException(Type record, int id) : base(
        $"""
        There is no {record.Name} with id {id}.

        Where a missing {record.Name} is no surprise, ask for it with FindOrDefaultAsync, which gives null:

            var found = await {record.Name}.FindOrDefaultAsync({id});
        """) => (RecordType, Id, Ids) = (record, id, [id]);

    internal RecordNotFoundException(Type record, IReadOnlyList<int> missing, int asked) : base(
        $"""
        There is no {record.Name} with id {string.Join(" or ", missing)}: {asked - missing.Count} of {asked} were found.

        Where missing ones are no surprise, ask by a condition, which gives those there are:

            var found = await {record.Name}.Where(one => ids.Contains(one.Id)).ToListAsync();
        """) => (RecordType, Id, Ids) = (record, missing[0], missing);

    internal RecordNotFoundException(Type record, string condition) : base(
        $"""
        There is no {record.Name} where {condition}.

        Where a missing {record.Name} is no surprise, ask for it with FindByOrDefaultAsync, which gives null:

            var found = await {record.Name}.FindByOrDefaultAsync({condition});
        """) => (RecordType, Ids) = (record, []);

    internal RecordNotFoundException(Type record, int id, Record owner) : base(
        $"""
        There is no {record.Name} with id {id} that belongs to {owner}.

        A form may name only records that belong to the one it edits.
        """) => (RecordType, Id, Ids) = (record, id, [id]);

    internal RecordNotFoundException(Type record) : base(
        $"""
        There is no {record.Name} at all.

        Where that is no surprise, ask with FirstOrDefaultAsync, which gives null:

            var found = await {record.Name}.FirstOrDefaultAsync();
        """) => (RecordType, Ids) = (record, []);

    RecordNotFoundException(string message, Type record) : base(message) => (RecordType, Ids) = (record, []);

    public Type RecordType { get; }

    /// <summary>The id that is missing, the first of several; 0 when none was asked for.</summary>
    public int Id { get; }

    /// <summary>The ids that are missing; empty when none was asked for.</summary>
    public IReadOnlyList<int> Ids { get; }

    // The text itself stays out of it: it may be a good one for something else.
    internal static RecordNotFoundException BySignedText(Type record, string text, string cure) => new(
        $"""
        There is no {record.Name} for this {text}: it was cut or changed, is for something else, has expired or been used, or its {record.Name} is gone.

        Where that is no surprise, ask with {cure}, which gives null.
        """,
        record);
}
