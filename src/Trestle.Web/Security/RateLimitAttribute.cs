namespace Trestle;

/// <summary>
/// Takes only so many requests of one client within a time, on a controller or an action: <c>[RateLimit(10, PerSeconds = 180, Only = [nameof(Create)])]</c>. More
/// are answered 429, and told when to come again. Each node counts for itself.
/// </summary>
/// <remarks>
/// No more than <c>to</c> pass in any stretch of that time. An address counts as a client, in IPv6 the network of one connection (/64). Where a proxy on another machine
/// passes the requests on, name it in <c>Web:Proxies</c>: else all that come through it count as one.
/// </remarks>
/// <param name="to">How many pass, at least 1.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RateLimitAttribute(int to) : Attribute
{
    public int To { get; } = to;

    /// <summary>The time, in seconds. Default 60.</summary>
    public double PerSeconds { get; init; } = 60;

    /// <summary>The name of a method, <c>string? Account()</c>, that says whose request it is; null is not counted. The client's address, unless told.</summary>
    public string? By { get; init; }

    /// <summary>The name of a method, <c>Result Busy()</c>, that answers instead.</summary>
    public string? With { get; init; }

    /// <summary>Limits of the same name count together, of whatever controllers they are.</summary>
    public string? Name { get; init; }

    /// <summary>The actions it is for; all, unless told.</summary>
    public string[] Only { get; init; } = [];

    /// <summary>The actions it is not for.</summary>
    public string[] Except { get; init; } = [];

    internal TimeSpan Per => TimeSpan.FromSeconds(PerSeconds);

    internal bool IsFor(string action) => Only.Length == 0 ? !Except.Contains(action) : Only.Contains(action);
}
