using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>What the live floor asks of one release of the application: its views, its services and its pages.</summary>
sealed class LiveRelease
{
    readonly ConcurrentDictionary<string, LiveViewClass?> classes = new();

    public required IServiceProvider Services { get; init; }

    /// <summary>Where live views are declared.</summary>
    public required IReadOnlyList<Assembly> Assemblies { get; init; }

    /// <summary>What a page written for this request knows.</summary>
    public required Func<HttpContext, ViewContext> ContextOfRequest { get; init; }

    /// <summary>What a connected view knows: the path it was served under and the token its forms send back.</summary>
    public required Func<string, string, ViewContext> ContextOfConnection { get; init; }

    /// <summary>Answers the request with the component inside its layout.</summary>
    public required Func<HttpContext, Component, ViewContext, Task> WritePage { get; init; }

    /// <summary>Null for a name that is no live view of this release.</summary>
    public LiveViewClass? Find(string name) => classes.GetOrAdd(name, static (name, release) => release.Look(name), this);

    LiveViewClass? Look(string name) => Assemblies
        .Select(assembly => assembly.GetType(name))
        .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(LiveView)))
        .Select(type => new LiveViewClass(type!))
        .FirstOrDefault();
}
