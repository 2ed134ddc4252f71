using System.Collections;
using System.Reflection;

namespace Trestle;

/// <summary>Copies the params of related records, as a form sends them with those of their owner.</summary>
// Assign asks no database. What names a stored record that is not in memory waits until the save, which loads it from
// among the owner's own.
static class NestedAssignment
{
    const string Destroy = "Destroy";

    /// <summary>False if the property is not one that takes params.</summary>
    public static bool TryCopy(PropertyInfo source, object input, Record owner)
    {
        if (source.PropertyType.IsValueType || source.PropertyType == typeof(string)
            || owner.GetType().GetProperty(source.Name) is not { } target
            || target.GetCustomAttribute<NestedAttribute>() is not { } options)
            return false;

        var value = source.GetValue(input);

        if (value is IEnumerable<Record> or Record)
            return false;

        if (value is IEnumerable many)
            CopyMany(target, options, [.. many.Cast<object>()], owner);
        else if (value is not null)
            CopyOne(target, options, value, owner);

        return true;
    }

    /// <summary>Does what waited for the database, in the record and in those that are saved with it.</summary>
    public static async Task ApplyWaitingAsync(RecordContext context, Record owner)
    {
        var relations = context.Shapes.Of(owner, context.Model).Relations;

        if (relations.Autosaved.Length == 0)
            return;

        foreach (var waiting in owner.TakeNested())
            await ApplyAsync(context, owner, relations.Autosaved.Single(r => r.Name == waiting.Key), [.. waiting]);

        foreach (var relation in relations.Autosaved)
            foreach (var related in relation.In(owner))
                await ApplyWaitingAsync(context, related);
    }

    static void CopyMany(PropertyInfo target, NestedAttribute options, object[] items, Record owner)
    {
        var isTooMuch = options.Limit > 0 && items.Length > options.Limit;
        owner.SetNestedFault(isTooMuch ? (target.Name, Wording.TooMany(options.Limit)) : null);

        var list = (IList)Record.Held(target, owner)!;

        // A live form assigns its params at every change: they say anew which rows are to be made.
        foreach (var formerlyBuilt in owner.ForgetNested(target.Name))
            list.Remove(formerlyBuilt);

        var known = list.Cast<Record>().Where(r => !r.IsNew).ToDictionary(r => r.Id);

        for (var i = 0; i < items.Length; i++)
        {
            var id = IdOf(items[i]);

            if (IsRejected(options, items[i], owner))
                continue;

            if (id == 0 && !IsToGo(items[i]))
                list.Add(owner.Built(target.Name, Filled(Made(RelationModel.ElementOf(target)!), items[i])));
            else if (id != 0 && known.TryGetValue(id, out var related))
                Apply(items[i], related);
            else if (id != 0)
                Wait(target, RelationModel.ElementOf(target)!, owner, i, items[i]);
        }
    }

    static void CopyOne(PropertyInfo target, NestedAttribute options, object item, Record owner)
    {
        owner.ForgetNested(target.Name);

        if (IsRejected(options, item, owner))
            return;

        if (Record.Held(target, owner) is Record related)
        {
            if (IdOf(item) is not 0 and var id && id != related.Id)
                throw new RecordNotFoundException(target.PropertyType, id, owner);

            Apply(item, related);
        }
        else if (!owner.IsNew || IdOf(item) != 0)
            Wait(target, target.PropertyType, owner, 0, item);
        else if (!IsToGo(item))
            target.SetValue(owner, Filled(Made(target.PropertyType), item));
    }

    static void Wait(PropertyInfo target, Type related, Record owner, int index, object item)
    {
        if (owner.IsNew)
            throw new RecordNotFoundException(related, IdOf(item), owner);

        owner.AddNested(new(target.Name, index, item));
    }

    static async Task ApplyAsync(RecordContext context, Record owner, OwnedRelation relation, NestedInput[] inputs)
    {
        int[] ids = [.. inputs.Select(i => IdOf(i.Item)).Where(id => id != 0)];
        var found = await relation.Rows.LoadAmongAsync(context, owner.Id, relation.IsList ? ids : null);

        foreach (var (_, index, item) in inputs.OrderBy(i => i.Index))
        {
            var id = IdOf(item);
            var related = found.FirstOrDefault(r => id == 0 || r.Id == id);

            if (related is null && id != 0)
                throw new RecordNotFoundException(relation.Related, id, owner);

            if (related is null && IsToGo(item))
                continue;

            related ??= Made(relation.Related);
            relation.Insert(owner, index, related);
            Apply(item, related);
        }
    }

    static void Apply(object item, Record related)
    {
        related.IsMarkedForDestruction = IsToGo(item);

        if (!related.IsMarkedForDestruction)
            Filled(related, item);
    }

    static Record Filled(Record related, object item)
    {
        Assignment.Copy(item, related, except: IsSteering);

        return related;
    }

    static bool IsRejected(NestedAttribute options, object item, Record owner)
    {
        if (IsToGo(item))
            return false;

        if (options.RejectBlank && IdOf(item) == 0 && IsBlank(item))
            return true;

        return options.RejectIf is { } name && (bool)RejectMethod(owner.GetType(), name).Invoke(null, [item])!;
    }

    static bool IsBlank(object item) => item.GetType().GetProperties()
        .Where(p => !IsSteering(p) && p.GetIndexParameters().Length == 0)
        .All(p => p.GetValue(item) is null or false || (p.GetValue(item) is string text && string.IsNullOrWhiteSpace(text)));

    static MethodInfo RejectMethod(Type owner, string name) =>
        owner.GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy)
        ?? throw new InvalidOperationException(
            $$"""
            {{owner.Name}} rejects nested params by {{name}}, but has no static method of that name.

            Give it one:

                static bool {{name}}(...Params input) => ...;
            """);

    static bool IsSteering(PropertyInfo property) => property.Name is nameof(Record.Id) or Destroy;

    static int IdOf(object item) => item.GetType().GetProperty(nameof(Record.Id))?.GetValue(item) as int? ?? 0;

    static bool IsToGo(object item) => item.GetType().GetProperty(Destroy)?.GetValue(item) is true;

    static Record Made(Type record) => (Record)Activator.CreateInstance(record)!;
}

/// <summary>Params of a related record, and their place among the others.</summary>
sealed record NestedInput(string Relation, int Index, object Item);
