namespace Trestle;

/// <summary>Limits and names of the HTTP side of an application.</summary>
public sealed record WebOptions
{
    /// <summary>The largest request body taken, in bytes; a larger one is answered 413. Default 1 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>The most fields a form or query may have; more are answered 400. Default 1,024.</summary>
    public int MaxFormFields { get; init; } = 1024;

    /// <summary>The name of the encrypted session cookie.</summary>
    public string SessionCookie { get; init; } = "session";

    /// <summary>The name of the cookie that belongs to the antiforgery tokens of forms.</summary>
    public string AntiforgeryCookie { get; init; } = "antiforgery";

    /// <summary>Show exceptions with source lines, and the list of routes for an unknown path.</summary>
    public bool IsDevelopment { get; init; }
}
