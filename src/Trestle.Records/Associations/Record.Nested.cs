namespace Trestle;

// Params of related records that wait for the save.
public abstract partial class Record
{
    List<NestedInput>? nested;
    List<(string Relation, Record Record)>? built;
    (string Field, RuleFault Fault)? nestedFault;

    internal void AddNested(NestedInput input) => (nested ??= []).Add(input);

    /// <summary>Remembers that the record was made by params of this relation.</summary>
    internal Record Built(string relation, Record record)
    {
        (built ??= []).Add((relation, record));

        return record;
    }

    /// <summary>Forgets what earlier params of the relation asked for, and gives the records they made, as far as those are not saved.</summary>
    internal IReadOnlyList<Record> ForgetNested(string relation)
    {
        nested?.RemoveAll(input => input.Relation == relation);
        Record[] unsaved = [.. (built ?? []).Where(one => one.Relation == relation && one.Record.IsNew).Select(one => one.Record)];
        built?.RemoveAll(one => one.Relation == relation);

        return unsaved;
    }

    internal void SetNestedFault((string Field, RuleFault Fault)? fault) => nestedFault = fault;

    internal IEnumerable<IGrouping<string, NestedInput>> TakeNested()
    {
        var taken = nested ?? [];
        nested = null;

        return taken.GroupBy(i => i.Relation);
    }

    void CheckNested()
    {
        if (nestedFault is { } fault)
            Errors.Add(fault.Field, fault.Fault);
    }
}
