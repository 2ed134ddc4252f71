using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Conduit;

/// <summary>Signs a JSON web token for a user, and says whose a token is. The keys come from the application's secrets.</summary>
public sealed class Tokens(Database database, TimeProvider time)
{
    static readonly TimeSpan Life = TimeSpan.FromDays(7);
    static readonly JsonWebTokenHandler handler = new();

    readonly SymmetricSecurityKey[] keys = [.. database.KeysFor("tokens").Select(key => new SymmetricSecurityKey(key))];

    public string For(User user) => handler.CreateToken(new SecurityTokenDescriptor
    {
        Subject = new([new Claim(JwtRegisteredClaimNames.Sub, $"{user.Id}")]),
        IssuedAt = time.GetUtcNow().UtcDateTime,
        Expires = time.GetUtcNow().UtcDateTime + Life,
        SigningCredentials = new(keys[0], SecurityAlgorithms.HmacSha256),
    });

    /// <summary>The id of the user; null for a token that is not ours, was changed or has expired.</summary>
    public async Task<int?> UserOfAsync(string token)
    {
        var result = await handler.ValidateTokenAsync(token, new()
        {
            IssuerSigningKeys = keys,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidateIssuer = false,
            ValidateAudience = false,
            LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime,
        });

        return result.IsValid && int.TryParse(result.ClaimsIdentity.FindFirst(JwtRegisteredClaimNames.Sub)?.Value, out var id) ? id : null;
    }
}
