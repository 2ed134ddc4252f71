using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Trestle;

/// <summary>Names as both databases take them in a statement.</summary>
static class RelationSql
{
    public static string Table(IReadOnlyEntityType entity) => Quoted(entity.GetTableName()!);

    public static string Column(IReadOnlyProperty property) => Quoted(property.GetColumnName());

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
