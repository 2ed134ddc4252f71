using Npgsql;

namespace Trestle;

/// <summary>Reads from PostgreSQL's and the network's errors why a server cannot be used.</summary>
static class PostgresTroubles
{
    public static DatabaseUnavailableException? Read(Exception failure, string database)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            if (cause is DatabaseUnavailableException told || (told = Of(cause, database)!) is not null)
                return told;

        return null;
    }

    // https://www.postgresql.org/docs/15/errcodes-appendix.html
    static DatabaseUnavailableException? Of(Exception cause, string database) => cause switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new($"The disk of {database} is full", "Make room on it.", cause),
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => new(
            $"{database} has no connection left", "Set a smaller Maximum Pool Size in its address, or a larger max_connections on the server.", cause),
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } => new(
            $"{database} does not let us in", "Correct the user and the password in its address.", cause),
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } => new(
            $"{database} is stopping or starting", "Try again shortly.", cause),
        PostgresException => null,
        NpgsqlException => new($"{database} does not answer", "Start its server, or correct the address in DatabaseOptions.ConnectionString.", cause),
        _ => null,
    };
}
