using System.Linq.Expressions;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Trestle;

/// <summary>What to do with a row that is there already: the ON CONFLICT of an INSERT, which both databases spell alike.</summary>
sealed class RowDuplicates
{
    readonly IReadOnlyList<string> unique;
    readonly IReadOnlyList<string>? updated;
    readonly bool refuses;

    RowDuplicates(bool refuses, IReadOnlyList<string> unique, IReadOnlyList<string>? updated)
    {
        this.refuses = refuses;
        this.unique = unique;
        this.updated = updated;
    }

    public static RowDuplicates Refused { get; } = new(refuses: true, [], null);

    /// <summary>Whether rows that are there are given new values.</summary>
    public bool Updates { get; private init; }

    /// <summary>The properties that tell rows apart; none where it does not matter which.</summary>
    public IReadOnlyList<string> Unique => unique;

    public static RowDuplicates Skipped(LambdaExpression? uniqueBy) =>
        new(refuses: false, uniqueBy is null ? [] : PropertiesOf(uniqueBy), null);

    public static RowDuplicates Updated(LambdaExpression uniqueBy, LambdaExpression? updateOnly) =>
        new(refuses: false, PropertiesOf(uniqueBy), updateOnly is null ? null : PropertiesOf(updateOnly)) { Updates = true };

    /// <summary>What follows the values.</summary>
    public string Sql(IEntityType entity, IReadOnlyList<IProperty> written, ISqlGenerationHelper sql)
    {
        if (refuses)
            return "";

        var text = new StringBuilder("\nON CONFLICT").Append(Target(entity, sql));

        return (Updates ? text.Append(" DO UPDATE SET ").Append(Changes(entity, written, sql)) : text.Append(" DO NOTHING")).ToString();
    }

    string Target(IEntityType entity, ISqlGenerationHelper sql)
    {
        if (unique.Count == 0)
            return "";

        IProperty[] properties = [.. unique.Select(name => Property(entity, name))];
        var filter = entity.GetIndexes().FirstOrDefault(i => i.IsUnique && i.Properties.ToHashSet().SetEquals(properties))?.GetFilter();
        var columns = string.Join(", ", properties.Select(p => sql.DelimitIdentifier(p.GetColumnName())));

        return filter is null ? $" ({columns})" : $" ({columns}) WHERE {filter}";
    }

    // Its time of change and its version move only when one of the others does.
    string Changes(IEntityType entity, IReadOnlyList<IProperty> written, ISqlGenerationHelper sql)
    {
        string[] columns = [.. Changed(entity, written).Select(p => sql.DelimitIdentifier(p.GetColumnName()))];
        var time = sql.DelimitIdentifier(Property(entity, nameof(Record.UpdatedAt)).GetColumnName());
        var same = string.Join(" AND ", columns.Select(c => $"{RowInsertion.Old}.{c} IS NOT DISTINCT FROM excluded.{c}").DefaultIfEmpty("TRUE"));
        List<string> changes = [.. columns.Select(c => $"{c} = excluded.{c}"), IfNotSame(time, $"excluded.{time}")];

        if (RecordModel.VersionOf(entity) is { } version && updated?.Contains(version.Name) != true)
        {
            var number = sql.DelimitIdentifier(version.GetColumnName());
            changes.Add(IfNotSame(number, $"{RowInsertion.Old}.{number} + 1"));
        }

        return string.Join(", ", changes);

        string IfNotSame(string column, string value) => $"{column} = CASE WHEN {same} THEN {RowInsertion.Old}.{column} ELSE {value} END";
    }

    IEnumerable<IProperty> Changed(IEntityType entity, IReadOnlyList<IProperty> written) => updated is not null
        ? updated.Select(name => Property(entity, name))
        : written.Where(p => !unique.Contains(p.Name) && !p.IsPrimaryKey()
            && p.Name is not (nameof(Record.CreatedAt) or nameof(Record.UpdatedAt))
            && p != RecordModel.VersionOf(entity));

    static IProperty Property(IEntityType entity, string name) => entity.FindProperty(name)
        ?? throw new ArgumentException($"expected a stored property of {entity.ClrType.Name}, got: {name}");

    static IReadOnlyList<string> PropertiesOf(LambdaExpression named) => Unconverted(named.Body) switch
    {
        MemberExpression { Expression: ParameterExpression } one => [one.Member.Name],
        NewExpression many when many.Arguments.All(a => a is MemberExpression { Expression: ParameterExpression }) =>
            [.. many.Arguments.Cast<MemberExpression>().Select(m => m.Member.Name)],
        _ => throw new ArgumentException(
            $"expected properties, as in one => one.Id or one => new {{ one.Id, one.CreatedAt }}, got: {named}"),
    };

    static Expression Unconverted(Expression value) => value is UnaryExpression { NodeType: ExpressionType.Convert } cast ? cast.Operand : value;
}
