namespace Trestle;

// Params of related records that wait for the save.
public abstract partial class Record
{
    List<NestedInput>? nested;
    (string Field, RuleFault Fault)? nestedFault;

    internal void AddNested(NestedInput input) => (nested ??= []).Add(input);

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
