using System.Security.Cryptography;

namespace Trestle;

/// <summary>Limits and names of the HTTP side of an application.</summary>
public sealed record WebOptions
{
    /// <summary>The largest request body taken, in bytes; a larger one is answered 413. Default 1 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// The largest form with files taken, in bytes, all of them together, and the most a live page without WebSockets may say at once; more is answered 413.
    /// Default 10 MiB.
    /// </summary>
    public long MaxUploadBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>The most fields a form or query may have; more are answered 400. Default 1,024.</summary>
    public int MaxFormFields { get; init; } = 1024;

    /// <summary>How long the head of a request may take to come; the connection is closed then. Default 30 s.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a body may come at less than 240 bytes a second; it is answered 408 then. More than a second; default 5 s.</summary>
    public TimeSpan SlowBodyTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The name of the encrypted session cookie.</summary>
    public string SessionCookie { get; init; } = "session";

    /// <summary>Where sessions lie: in an encrypted cookie, unless told, or in the application's database.</summary>
    public SessionStore SessionStore { get; init; }

    /// <summary>
    /// How long a session lasts that nobody uses. One in use is told so at most once a day. Default 30 days; the browser forgets it earlier, when it
    /// is closed.
    /// </summary>
    public TimeSpan SessionIdleTime
    {
        get;
        init => field = value >= TimeSpan.FromMinutes(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "expected SessionIdleTime to be at least a minute");
    } = TimeSpan.FromDays(30);

    /// <summary>The name of the cookie that belongs to the antiforgery tokens of forms.</summary>
    public string AntiforgeryCookie { get; init; } = "antiforgery";

    /// <summary>
    /// The hosts that requests may name, such as "example.com" or "*.example.com"; another is answered 400. "*" takes any. Empty takes any in production,
    /// with a warning at start, and in development names of the machine itself.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>
    /// Takes requests by HTTPS alone: others are sent to the encrypted address, and browsers told to remember it for a year (HSTS). What a proxy says in
    /// <c>X-Forwarded-Proto</c> counts; it must set that header itself.
    /// </summary>
    public bool ForceHttps { get; init; }

    /// <summary>
    /// The proxies whose <c>X-Forwarded-For</c> says whom a request is from, as addresses or networks such as "10.0.0.0/8". One on this machine needs no
    /// mention.
    /// </summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>
    /// Parts of the names of fields whose values stay out of logs, reports and error pages, in any case; beside the usual ones, such as "passw", "token" and
    /// "secret".
    /// </summary>
    public IReadOnlyList<string> FilterParameters { get; init; } = [];

    /// <summary>Other sites whose pages may send forms to this one: "https://example.com".</summary>
    public IReadOnlyList<string> TrustedOrigins { get; init; } = [];

    /// <summary>
    /// What pages may load and run, where an answer does not say it itself. Default: files of this site, and no script or style within the page but
    /// for <c>&lt;script nonce="@Context.CspNonce"&gt;</c>: <c>{nonce}</c> in the policy becomes a value that is new for each page.
    /// </summary>
    public string ContentSecurityPolicy
    {
        get;
        init => (field, policyWithoutNonce) = (value, WithoutNonce(value));
    } = StrictPolicy;

    /// <summary>What pages may ask of the browser, such as <c>camera=(), geolocation=()</c>; nothing is said, unless told.</summary>
    public string? PermissionsPolicy { get; init; }

    /// <summary>How a request's language is chosen.</summary>
    public LocaleOptions Locale { get; init; } = new();

    /// <summary>Show exceptions with source lines, and the list of routes for an unknown path.</summary>
    public bool IsDevelopment { get; init; }

    const string StrictPolicy =
        "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    const string NoncePlace = "{nonce}";

    readonly string policyWithoutNonce = WithoutNonce(StrictPolicy);

    // 128 bits, as https://www.w3.org/TR/CSP3/#security-nonces asks for.
    internal string? NewNonce() => ContentSecurityPolicy.Contains(NoncePlace, StringComparison.Ordinal)
        ? Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))
        : null;

    /// <summary>The policy of one page; one that has asked for no nonce allows none.</summary>
    internal string PolicyWith(string? nonce) =>
        nonce is null ? policyWithoutNonce : ContentSecurityPolicy.Replace(NoncePlace, nonce, StringComparison.Ordinal);

    static string WithoutNonce(string policy) => policy.Replace($" 'nonce-{NoncePlace}'", "", StringComparison.Ordinal);
}
