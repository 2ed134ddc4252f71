using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Trestle;

/// <summary>
/// A SELECT that asks for the rows of one id or one foreign key, read from its text: the shape an N+1 repeats.
/// </summary>
sealed partial class Lookup
{
    readonly IProperty column;
    readonly bool isCount;

    Lookup(IProperty column, bool isCount)
    {
        this.column = column;
        this.isCount = isCount;
    }

    public string Record => column.DeclaringType.ClrType.Name;

    public string Property => column.Name;

    /// <summary>What to write instead, so that one query answers all.</summary>
    public string Cure => column.IsPrimaryKey() ? CureOfId() : CureOfForeignKey(column.GetContainingForeignKeys().First());

    /// <summary>Null for any other statement; what only asks whether something exists, as rules do, is one of those.</summary>
    public static Lookup? In(string sql, IModel model)
    {
        if (Select().Match(sql) is not { Success: true } query)
            return null;

        var entity = model.GetEntityTypes().FirstOrDefault(e => e.GetTableName() == query.Groups["table"].Value);
        var alias = query.Groups["alias"].Value;
        var isCount = sql.AsSpan(query.Index).TrimStart().StartsWith("SELECT COUNT(", StringComparison.OrdinalIgnoreCase);

        return (
            from equality in Equality().Matches(sql[query.Length..])
            where equality.Groups["alias"].Value == alias
            let column = entity?.GetProperties().FirstOrDefault(p => p.GetColumnName() == equality.Groups["column"].Value)
            where column is not null && (column.IsPrimaryKey() || column.IsForeignKey())
            select new Lookup(column, isCount)).FirstOrDefault();
    }

    string CureOfForeignKey(IForeignKey key)
    {
        var principal = key.PrincipalEntityType.ClrType.Name;

        return (key.PrincipalToDependent?.Name, isCount) switch
        {
            ({ } many, true) => $"{principal}.All.Select(one => new {{ one, Count = one.{many}.Count }})",
            ({ } many, false) => $"{principal}.All.Include(one => one.{many})",
            _ => $"{Record}.Where(one => ids.Contains(one.{Property}))",
        };
    }

    string CureOfId()
    {
        var reference = ((IEntityType)column.DeclaringType).GetReferencingForeignKeys()
            .FirstOrDefault(key => key.DependentToPrincipal is { } navigation && !navigation.DeclaringEntityType.IsOwned());

        return reference is null
            ? $"{Record}.FindAsync(ids)"
            : $"{reference.DeclaringEntityType.ClrType.Name}.All.Include(one => one.{reference.DependentToPrincipal!.Name}), or {Record}.FindAsync(ids)";
    }

    // Whatever tags and tables are joined: the first table after FROM, with its alias, up to WHERE.
    [GeneratedRegex(@"\A(?:--[^\n]*\n|\s)*SELECT (?!EXISTS|CASE)(?:(?!\bFROM\b).)*\bFROM (?:""?\w+""?\.)?""?(?<table>\w+)""? AS ""?(?<alias>\w+)""?.*?\bWHERE\b", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex(@"(?<![\w.""])""?(?<alias>\w+)""?\.""?(?<column>\w+)""? = [@$:]")]
    private static partial Regex Equality();
}
