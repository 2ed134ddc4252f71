using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Trestle;

/// <summary>The answers one unit of work has had, each kept until something is written.</summary>
sealed class QueryCache
{
    // Rows of values, each in the type it was read as.
    readonly Dictionary<Question, IReadOnlyList<object?[]>> answers = [];

    public void Keep(Question question, IReadOnlyList<object?[]> rows) => answers[question] = rows;

    public bool TryAnswer(Question question, [NotNullWhen(true)] out IReadOnlyList<object?[]>? rows) => answers.TryGetValue(question, out rows);

    public void Clear() => answers.Clear();

    /// <summary>A statement with its values; the same when both are.</summary>
    public sealed class Question(DbCommand command) : IEquatable<Question>
    {
        readonly string sql = command.CommandText;
        readonly object?[] values = [.. command.Parameters.Cast<DbParameter>().Select(parameter => Now(parameter.Value))];

        public bool Equals(Question? other) =>
            other is not null && sql == other.sql && StructuralComparisons.StructuralEqualityComparer.Equals(values, other.values);

        public override bool Equals(object? obj) => Equals(obj as Question);

        public override int GetHashCode() =>
            HashCode.Combine(sql, StructuralComparisons.StructuralEqualityComparer.GetHashCode(values));

        // What the value is now: a list of ids may be another when the statement is asked again.
        static object? Now(object? value) => value switch
        {
            null or ValueType or string or DBNull => value,
            ICollection many => many.Cast<object?>().Select(Now).ToArray(),
            _ => new(), // like nothing else
        };
    }
}
