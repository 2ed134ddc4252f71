using System.Collections.Immutable;

namespace Trestle.Generators;

/// <summary>What cannot be read off a library's types: which of them never change, and what to write instead of those that do.</summary>
static class KnownTypes
{
    public static readonly ImmutableHashSet<string> Immutable =
    [
        "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.TimeSpan", "System.Guid", "System.Uri",
        "System.Version", "System.Type", "System.Index", "System.Range", "System.Half", "System.Int128", "System.UInt128",
        "System.DBNull", "System.TimeZoneInfo", "System.StringComparer",
        "System.Numerics.BigInteger", "System.Numerics.Complex",
        "System.Text.Rune", "System.Text.Encoding", "System.Text.RegularExpressions.Regex",
        "System.Threading.CancellationToken", "System.Net.IPAddress", "System.Net.Http.HttpMethod",
        "System.Net.Http.Headers.EntityTagHeaderValue", "System.Diagnostics.ActivityContext",
    ];

    /// <summary>Immutable when their type arguments are.</summary>
    public static readonly ImmutableHashSet<string> Containers = ["System.Nullable`1", "System.Collections.Generic.KeyValuePair`2"];

    public static readonly ImmutableHashSet<string> ContainerSpaces = ["System.Collections.Immutable", "System.Collections.Frozen"];

    /// <summary>Types that can change, by the immutable one to use instead; the type arguments stay.</summary>
    public static readonly ImmutableDictionary<string, string> Instead = new Dictionary<string, string>
    {
        ["System.Collections.Generic.List`1"] = "ImmutableList",
        ["System.Collections.Generic.LinkedList`1"] = "ImmutableList",
        ["System.Collections.Generic.Dictionary`2"] = "ImmutableDictionary",
        ["System.Collections.Generic.SortedDictionary`2"] = "ImmutableSortedDictionary",
        ["System.Collections.Generic.SortedList`2"] = "ImmutableSortedDictionary",
        ["System.Collections.Generic.HashSet`1"] = "ImmutableHashSet",
        ["System.Collections.Generic.SortedSet`1"] = "ImmutableSortedSet",
        ["System.Collections.Generic.Queue`1"] = "ImmutableQueue",
        ["System.Collections.Generic.Stack`1"] = "ImmutableStack",
        ["System.Collections.Concurrent.ConcurrentDictionary`2"] = "ImmutableDictionary",
        ["System.Collections.Concurrent.ConcurrentBag`1"] = "ImmutableList",
        ["System.Collections.Concurrent.ConcurrentQueue`1"] = "ImmutableQueue",
        ["System.Collections.Concurrent.ConcurrentStack`1"] = "ImmutableStack",
        ["System.Collections.ObjectModel.Collection`1"] = "ImmutableList",
        ["System.Collections.ObjectModel.ObservableCollection`1"] = "ImmutableList",
    }.ToImmutableDictionary();

    /// <summary>Interfaces that a type which changes may hide behind, by what to use instead.</summary>
    public static readonly ImmutableDictionary<string, string> InsteadOfFaces = new Dictionary<string, string>
    {
        ["System.Collections.Generic.IEnumerable`1"] = "ImmutableArray",
        ["System.Collections.Generic.ICollection`1"] = "ImmutableArray",
        ["System.Collections.Generic.IReadOnlyCollection`1"] = "ImmutableArray",
        ["System.Collections.Generic.IList`1"] = "ImmutableArray",
        ["System.Collections.Generic.IReadOnlyList`1"] = "ImmutableArray",
        ["System.Collections.ObjectModel.ReadOnlyCollection`1"] = "ImmutableArray",
        ["System.Collections.Generic.ISet`1"] = "ImmutableHashSet",
        ["System.Collections.Generic.IReadOnlySet`1"] = "ImmutableHashSet",
        ["System.Collections.Generic.IDictionary`2"] = "ImmutableDictionary",
        ["System.Collections.Generic.IReadOnlyDictionary`2"] = "ImmutableDictionary",
    }.ToImmutableDictionary();

    /// <summary>Known to change, and without an immutable twin of the same shape.</summary>
    public static readonly ImmutableDictionary<string, string> Changing = new Dictionary<string, string>
    {
        ["System.Text.StringBuilder"] = "Make it string",
        ["System.Collections.ArrayList"] = "Make it ImmutableList<object>",
        ["System.Collections.Hashtable"] = "Make it ImmutableDictionary<object, object>",
        ["System.Collections.BitArray"] = "Make it ImmutableArray<bool>",
        ["System.IO.MemoryStream"] = "Make it ImmutableArray<byte>",
    }.ToImmutableDictionary();
}
