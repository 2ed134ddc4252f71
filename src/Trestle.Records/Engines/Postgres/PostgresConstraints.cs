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
        _ => null,
    };
}
