using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Trestle;

/// <summary>Reads which constraint a write broke from what PostgreSQL says of it.</summary>
static class PostgresConstraints
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
        _ => null,
    };
}
