using System.Collections.Concurrent;
using Microsoft.Extensions.Primitives;

namespace Trestle;

/// <summary>
/// Makes params records from forms, for controllers and live events alike. One a release: what it has learned about types
/// goes when the release goes.
/// </summary>
sealed class ParamsBinder
{
    readonly ConcurrentDictionary<Type, ParamsShape> shapes = new();

    public T Bind<T>(IReadOnlyDictionary<string, StringValues> fields) => (T)Bind(typeof(T), fields);

    /// <summary>A new record with what the fields say; a field of another type throws a 400, a field unknown to the record is left out.</summary>
    public object Bind(Type type, IReadOnlyDictionary<string, StringValues> fields) => ShapeOf(type).Make(fields, this);

    /// <summary>Gives what was missing in JSON the same values that a form would have given: "" for a text, an empty list; 400 for a missing record.</summary>
    public object Complete(object record)
    {
        ShapeOf(record.GetType()).Complete(record, this);

        return record;
    }

    /// <summary>Learns a type at start, so that one that cannot be bound is found before the first request.</summary>
    public void Learn(Type type)
    {
        if (shapes.ContainsKey(type))
            return;

        foreach (var nested in ShapeOf(type).Nested)
            Learn(nested);
    }

    ParamsShape ShapeOf(Type type) => shapes.GetOrAdd(type, ParamsShape.Of);
}
