using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Trestle;

/// <summary>Reads which constraint a write broke from what PostgreSQL says of it.</summary>
static partial class PostgresConstraints
{
    public static ConstraintViolation? Read(DbUpdateException failure) => failure.InnerException switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: { } index } =>
            ConstraintViolation.OfUnique(index),
        PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } => ConstraintViolation.OfForeignKey(),
        PostgresException { SqlState: PostgresErrorCodes.NotNullViolation, ColumnName: { } column } =>
            ConstraintViolation.OfNotNull(column),
        PostgresException { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: { } check } =>
            ConstraintViolation.OfCheck(check),
        PostgresException { SqlState: PostgresErrorCodes.ExclusionViolation, ConstraintName: { } exclusion } =>
            ConstraintViolation.OfExclusion(exclusion),
        PostgresException { SqlState: PostgresErrorCodes.StringDataRightTruncation } tooLong =>
            ConstraintViolation.OfLength(MaximumIn(tooLong.MessageText)),
        PostgresException { SqlState: PostgresErrorCodes.NumericValueOutOfRange } => ConstraintViolation.OfNumber(),
        _ => null,
    };

    // "value too long for type character varying(40)", in whatever language the server speaks.
    static int MaximumIn(string message) => int.Parse(Number().Match(message).Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\d+(?=\))")]
    private static partial Regex Number();
}
