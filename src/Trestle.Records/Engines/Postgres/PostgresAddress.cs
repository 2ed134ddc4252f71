using Npgsql;

namespace Trestle;

/// <summary>
/// Where a PostgreSQL database is: as .NET writes it, <c>Host=db;Database=blog;Username=app</c>, or as hosters hand it
/// out, <c>postgres://app:secret@db:5432/blog?sslmode=require</c>.
/// </summary>
static class PostgresAddress
{
    static readonly string[] schemes = ["postgres://", "postgresql://"];

    public static bool Understands(string connectionString) =>
        IsUrl(connectionString) || connectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    public static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        var settings = IsUrl(connectionString) ? FromUrl(connectionString) : new(connectionString);

        return settings.Database is { Length: > 0 } ? settings : throw new ArgumentException(
            $"""
            expected ConnectionString to name a database, got one on {settings.Host} without

            Name it:

                postgres://{settings.Username ?? "app"}@{settings.Host}/blog
            """);
    }

    static bool IsUrl(string connectionString) =>
        schemes.Any(scheme => connectionString.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    static NpgsqlConnectionStringBuilder FromUrl(string address)
    {
        // The address itself is not told: it holds the password.
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url))
            throw new ArgumentException("expected ConnectionString to be like postgres://user:password@host:5432/database, got another address");

        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = Uri.UnescapeDataString(url.Host),
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
        };

        if (url.Port > 0)
            settings.Port = url.Port;

        var user = url.UserInfo.Split(':', 2);

        if (user[0].Length > 0)
            settings.Username = Uri.UnescapeDataString(user[0]);

        if (user is [_, var password])
            settings.Password = Uri.UnescapeDataString(password);

        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var before, var after] ? (before, after) : (pair, "");
            settings[KeywordOf(Uri.UnescapeDataString(name))] = Uri.UnescapeDataString(value);
        }

        return settings;
    }

    // libpq's names, where Npgsql has others.
    static string KeywordOf(string name) => name switch
    {
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "sslcert" => "SSL Certificate",
        "sslkey" => "SSL Key",
        "application_name" => "Application Name",
        "connect_timeout" => "Timeout",
        "options" => "Options",
        "pool" => "Maximum Pool Size",
        _ => name,
    };
}
