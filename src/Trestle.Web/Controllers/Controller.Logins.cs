using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Trestle;

// Who says in the Authorization header who they are.
// https://www.rfc-editor.org/rfc/rfc7617 (Basic), https://www.rfc-editor.org/rfc/rfc6750 (Bearer)
public abstract partial class Controller
{
    /// <summary>The token of <c>Authorization: Bearer ...</c>, or null.</summary>
    protected string? BearerToken => Credentials("Bearer") is { Length: > 0 } token ? token : null;

    /// <summary>
    /// Null for who has this name and password, else the answer that makes a browser ask for them:
    /// <c>[Before] Result? Staff() => RequireBasic("staff", secrets.Password);</c> Name and password pass the network in clear, but for HTTPS.
    /// </summary>
    protected Result? RequireBasic(string name, string password, string realm = "Application") =>
        RequireBasic((givenName, givenPassword) => IsSame(givenName, name) & IsSame(givenPassword, password), realm);

    /// <summary>Null where the name and the password are right, else the answer that makes a browser ask for them.</summary>
    protected Result? RequireBasic(Func<string, string, bool> isRight, string realm = "Application") =>
        Basic() is var (name, password) && isRight(name, password) ? null : Unauthorized($"Basic realm=\"{Quoted(realm)}\", charset=\"UTF-8\"");

    /// <summary>
    /// Null where the token is right, else 401:
    /// <c>[Before] Task&lt;Result?> Client() => RequireBearerAsync(async token => (client = await Client.OfAsync(token)) is not null);</c>
    /// </summary>
    protected async Task<Result?> RequireBearerAsync(Func<string, Task<bool>> isRight, string realm = "Application") =>
        BearerToken is not { } token ? Unauthorized($"Bearer realm=\"{Quoted(realm)}\"")
        : await isRight(token) ? null
        : Unauthorized($"Bearer realm=\"{Quoted(realm)}\", error=\"invalid_token\"");

    /// <summary>Whether two secrets are the same, in a time that does not tell how much of them is.</summary>
    protected static bool IsSame(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

    StatusResult Unauthorized(string challenge)
    {
        Response.Headers.WWWAuthenticate = challenge;

        return new(StatusCodes.Status401Unauthorized);
    }

    (string Name, string Password)? Basic()
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(Credentials("Basic")?.Length ?? 0)];

        if (Credentials("Basic") is not { } text || !Convert.TryFromBase64String(text, bytes, out var length))
            return null;

        return Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var name, var password] ? (name, password) : null;
    }

    string? Credentials(string scheme) =>
        Request.Headers.Authorization.ToString().Split(' ', 2) is [var given, var rest] && given.Equals(scheme, StringComparison.OrdinalIgnoreCase)
            ? rest.Trim()
            : null;

    static string Quoted(string realm) => realm.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
