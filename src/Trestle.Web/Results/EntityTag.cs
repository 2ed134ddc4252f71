using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace Trestle;

/// <summary>Names of versions of an answer, and whether a client has the present one.</summary>
static class EntityTag
{
    /// <summary>Weak: two answers of one version may differ in a token, not in what they say.</summary>
    public static EntityTagHeaderValue Of(Guid application, string path, string version)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{application} {path} {version}"));

        return new($"\"{Convert.ToHexStringLower(hash.AsSpan(0, 12))}\"", isWeak: true);
    }

    // A tag says more than a time, of which seconds are all that is sent.
    public static bool IsFresh(RequestHeaders request, EntityTagHeaderValue tag, DateTimeOffset? changed) =>
        request.IfNoneMatch is { Count: > 0 } known
            ? known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false))
            : request.IfModifiedSince is { } since && changed is { } time && time.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds();
}
