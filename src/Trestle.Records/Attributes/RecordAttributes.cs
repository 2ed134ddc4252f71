using System.Collections.Concurrent;

namespace Trestle;

/// <summary>What a record class says of its properties beyond rules, read once.</summary>
sealed class RecordAttributes
{
    readonly Normalization[] normalizations;

    RecordAttributes(Type record)
    {
        normalizations = [.. record.GetProperties().Select(Normalization.Of).OfType<Normalization>()];
    }

    public void PutInOrder(Record record)
    {
        foreach (var normalization in normalizations)
            normalization.PutInOrder(record);
    }

    public object? Normalize(string property, object? value) =>
        normalizations.FirstOrDefault(n => n.Property.Name == property) is { } normalization
            ? normalization.Normalize(value)
            : value;

    /// <summary>The attributes of a record class and of those that derive from it.</summary>
    internal sealed class Book
    {
        readonly ConcurrentDictionary<Type, RecordAttributes> all = new();

        public RecordAttributes For(Type record) => all.GetOrAdd(record, type => new(type));
    }
}
