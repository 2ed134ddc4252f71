using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Trestle;

/// <summary>The shapes of one database's record classes.</summary>
sealed class RecordShapes
{
    readonly ConcurrentDictionary<Type, RecordShape> all = new();

    public RecordShape Of(IEntityType entity) => all.GetOrAdd(entity.ClrType, _ => new(entity));

    public RecordShape Of(Record record, IModel model) => all.TryGetValue(record.GetType(), out var shape)
        ? shape
        : all.GetOrAdd(record.GetType(), type => new(model.FindEntityType(type) ?? throw UnknownRecord(type)));

    public static InvalidOperationException UnknownRecord(Type record) => new(
        $"""
        {record.Name} is not in the database's model: its assembly {record.Assembly.GetName().Name} is not among DatabaseOptions.Assemblies.

        Add it there:

            Assemblies = [typeof({record.Name}).Assembly]
        """);
}
