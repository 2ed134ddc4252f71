using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>What live views need in a release's own container.</summary>
static class LiveServices
{
    /// <param name="assemblies">Where the release's live views are declared.</param>
    public static IServiceCollection AddTrestleLive(
        this IServiceCollection services, LiveOptions options, TimeProvider time, params IReadOnlyList<Assembly> assemblies) =>
        services.AddSingleton(provider => new LiveRelease(provider, assemblies, options, time));
}
