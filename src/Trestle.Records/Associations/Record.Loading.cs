using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Trestle;

// Which of its relations a record knows, so that one that was not loaded is not taken for an empty one.
public abstract partial class Record
{
    [ThreadStatic]
    static bool isReadAsItIs;

    LoadedRelations? loaded;
    RecordShape? shape;

    /// <summary>What EF tells of the relations that it loads.</summary>
    // Not typed as a lazy loader: EF would find it by itself, and make one of its own for every record of every class.
    internal object Loader
    {
        get => loaded ??= new();
        set { }
    }

    /// <summary>
    /// The value of a relation, if it was loaded: <c>public List&lt;Comment> Comments { get => Loaded(field); } = [];</c>
    /// A plain property is empty or null until its relation is loaded; one that is written so cannot be mistaken.
    /// </summary>
    /// <exception cref="RelationNotLoadedException">It was neither included nor loaded, and the row may have it.</exception>
    protected TRelation Loaded<TRelation>(TRelation value, [CallerMemberName] string relation = "") =>
        IsNew || isReadAsItIs || value is Record || loaded?.Has(relation) == true || shape?.RefersToNone(this, relation) == true
            ? value
            : throw new RelationNotLoadedException(this, relation, isList: value is IEnumerable);

    /// <summary>What a relation's property holds, loaded or not.</summary>
    internal static object? Held(PropertyInfo relation, Record record) => Held(relation.GetValue, record);

    internal static TRelation Held<TRecord, TRelation>(Func<TRecord, TRelation> relation, TRecord record) where TRecord : Record
    {
        var outer = isReadAsItIs;
        isReadAsItIs = true;

        try
        {
            return relation(record);
        }
        finally
        {
            isReadAsItIs = outer;
        }
    }

    internal void MarkLoaded(string relation) => (loaded ??= new()).Add(relation);
}
