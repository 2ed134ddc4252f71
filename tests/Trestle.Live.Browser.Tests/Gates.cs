using System.Collections.Concurrent;

namespace Trestle.Live.Browser.Tests;

/// <summary>What a view waits for until a test opens it: each test has a gate of its own name.</summary>
public static class Gates
{
    static readonly ConcurrentDictionary<string, TaskCompletionSource<string>> gates = new();

    public static TaskCompletionSource<string> Of(string name) =>
        gates.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
