using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Expr = System.Linq.Expressions.Expression;

namespace Trestle;

/// <summary>
/// Looks for an encrypted text in all the ways it may be stored: by the newest key, by older ones, and not yet
/// encrypted, while the attribute allows it. So secrets rotate while people sign in by an encrypted address.
/// </summary>
// Runs once for each query that EF compiles. The text to look for is wrapped as InAnotherWay(text, way), which becomes
// the same parameter with another conversion.
sealed class EncryptedQueries(Encryption encryption) : IQueryExpressionInterceptor
{
    static readonly MethodInfo inAnotherWay =
        typeof(EncryptedQueries).GetMethod(nameof(InAnotherWay), BindingFlags.Static | BindingFlags.NonPublic)!;

    readonly Encryption encryption = encryption;
    readonly ConcurrentDictionary<string, int[]> waysOf = new();
    readonly List<ValueConverter> ways = [];

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData) =>
        new Rewriting(this).Visit(queryExpression);

    public void Describe(ModelBuilder model) => model
        .HasDbFunction(inAnotherWay)
        .HasTranslation(arguments => Converted(arguments[0], ways[(int)((SqlConstantExpression)arguments[1]).Value!]));

    static SqlExpression Converted(SqlExpression text, ValueConverter way)
    {
        var mapping = (RelationalTypeMapping)text.TypeMapping!.WithComposedConverter(way);

        return text switch
        {
            SqlParameterExpression parameter => parameter.ApplyTypeMapping(mapping),
            SqlConstantExpression constant => constant.ApplyTypeMapping(mapping),
            _ => throw new NotSupportedException($"expected a parameter or a constant, got: {text}"),
        };
    }

    static string InAnotherWay(string text, int way) => throw new NotSupportedException($"{text}, {way}: for queries only");

    int[] WaysOf(EncryptedProperty property) => waysOf.GetOrAdd(property.Name, _ =>
    {
        lock (ways)
        {
            var first = ways.Count;
            ways.AddRange(property.OtherConverters);

            return [.. Enumerable.Range(first, ways.Count - first)];
        }
    });

    sealed class Rewriting(EncryptedQueries queries) : ExpressionVisitor
    {
        protected override Expression VisitBinary(BinaryExpression node) =>
            node.NodeType is ExpressionType.Equal or ExpressionType.NotEqual && Comparison.Of(node.Left, node.Right, queries) is { } found
                ? found.InAllWays(node.NodeType)
                : base.VisitBinary(node);

        protected override Expression VisitMethodCall(MethodCallExpression node) =>
            node is { Method: { Name: nameof(string.Equals), DeclaringType: var type }, Object: { } one, Arguments: [var other] }
            && type == typeof(string)
            && Comparison.Of(one, other, queries) is { } found
                ? found.InAllWays(ExpressionType.Equal)
                : base.VisitMethodCall(node);
    }

    sealed record Comparison(EncryptedProperty Property, Expression Column, Expression Text, int[] Ways)
    {
        public static Comparison? Of(Expression left, Expression right, EncryptedQueries queries) =>
            Directed(left, right, queries) ?? Directed(right, left, queries);

        public Expr InAllWays(ExpressionType kind)
        {
            var all = Ways
                .Select(way => Expr.Call(inAnotherWay, Text, Expr.Constant(way)))
                .Prepend(Text)
                .Select(text => (Expression)Expr.MakeBinary(kind, Column, text));

            return kind == ExpressionType.Equal
                ? all.Aggregate(Expr.OrElse)
                : all.Aggregate(Expr.AndAlso);
        }

        static Comparison? Directed(Expression column, Expression text, EncryptedQueries queries)
        {
            var isValue = text is QueryParameterExpression or ConstantExpression { Value: not null };

            if (!isValue || EncryptedProperty.Of((column as MemberExpression)?.Member, queries.encryption) is not { } property)
                return null;

            if (!property.IsDeterministic)
                throw NotToBeFound(property);

            return new(property, column, text, queries.WaysOf(property));
        }

        static InvalidOperationException NotToBeFound(EncryptedProperty property) => new(
            $"""
            {property.Name} is [Encrypted]: the same text is encrypted to another each time, so that no query can look for it.

            Let it be encrypted to the same: [Encrypted(Deterministic = true)]
            """);
    }
}
