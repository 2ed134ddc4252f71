using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Trestle;

/// <summary>A session as it lies in the database, under the number that its browser knows.</summary>
sealed record SessionRow(string Id, SessionSeal.Sealed Values);

/// <summary>Keeps sessions in the application's database: in a table of the framework's own, by the hash of their number, so that who reads the table is nobody yet.</summary>
sealed class SessionRows(Database? database, WebOptions options, TimeProvider time)
{
    // An hour late is early enough: an old row is not taken back anyway.
    static readonly TimeSpan betweenCleanings = TimeSpan.FromHours(1);

    bool isMade;
    long cleaned;

    long Now => time.GetUtcNow().ToUnixTimeSeconds();

    long Oldest => (long)(Now - options.SessionIdleTime.TotalSeconds);

    Database Database => database ?? throw new InvalidOperationException(
        """
        Web:SessionStore is Database, but the application has no database.

        List Child<Database>() in its Children, or keep sessions in cookies: "SessionStore": "Cookie".
        """);

    public async Task<SessionRow?> FindAsync(string id)
    {
        await using var unit = Database.BeginUnitOfWork();
        await MakeAsync();
        var (hash, oldest) = (Hash(id), Oldest);

        // One value of both, since a query for values has one column.
        var found = await Database.Current.Database
            .SqlQuery<string>($"SELECT CAST(used_at AS text) || ' ' || content AS \"Value\" FROM trestle_sessions WHERE id = {hash} AND used_at >= {oldest}")
            .FirstOrDefaultAsync();

        return found?.Split(' ', 2) is [var at, var content]
            ? new(id, new(content, long.Parse(at, System.Globalization.CultureInfo.InvariantCulture)))
            : null;
    }

    /// <summary>Writes a session under its number, or under a new one; without content there is none. Its number.</summary>
    public async Task<string?> WriteAsync(string? id, string? content)
    {
        if (content is null)
            return null;

        await using var unit = Database.BeginUnitOfWork();
        await MakeAsync();
        id ??= WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var (hash, now) = (Hash(id), Now);

        await Database.Current.Database.ExecuteSqlAsync(
            $"INSERT INTO trestle_sessions (id, content, used_at) VALUES ({hash}, {content}, {now}) ON CONFLICT (id) DO UPDATE SET content = excluded.content, used_at = excluded.used_at");

        await CleanAsync();

        return id;
    }

    public async Task RemoveAsync(string id)
    {
        await using var unit = Database.BeginUnitOfWork();
        var hash = Hash(id);

        await Database.Current.Database.ExecuteSqlAsync($"DELETE FROM trestle_sessions WHERE id = {hash}");
    }

    async Task CleanAsync()
    {
        var last = Interlocked.Read(ref cleaned);

        if (Now - last < betweenCleanings.TotalSeconds || Interlocked.CompareExchange(ref cleaned, Now, last) != last)
            return;

        var oldest = Oldest;
        await Database.Current.Database.ExecuteSqlAsync($"DELETE FROM trestle_sessions WHERE used_at < {oldest}");
    }

    async Task MakeAsync()
    {
        if (isMade)
            return;

        await Database.Current.Database.ExecuteSqlRawAsync(
            "CREATE TABLE IF NOT EXISTS trestle_sessions (id text PRIMARY KEY, content text NOT NULL, used_at bigint NOT NULL)");
        isMade = true;
    }

    static string Hash(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
