using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>The services of one request, from its endpoint's release; the scope is opened when first asked for.</summary>
sealed class RequestScope(WebRelease release) : IServiceProvidersFeature, IAsyncDisposable
{
    AsyncServiceScope? scope;
    IServiceProvider? given;

    public IServiceProvider RequestServices
    {
        get => given ?? (scope ??= release.Services.CreateAsyncScope()).ServiceProvider;
        set => given = value;
    }

    /// <summary>The process the request runs in.</summary>
    public Pid Process { get; } = Self.Pid;

    /// <summary>What is known of its queries, where they are watched.</summary>
    public QueryTrail? Queries { get; set; }

    public bool IsOpen => scope is not null;

    public ValueTask DisposeAsync() => scope?.DisposeAsync() ?? default;
}
