using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Trestle;

/// <summary>A model's tables and columns as they are written into a statement.</summary>
static class RelationSql
{
    public static string Table(IReadOnlyEntityType entity) => SqlName.Quote(entity.GetTableName()!);

    public static string Column(IReadOnlyProperty property) => SqlName.Quote(property.GetColumnName());
}
