using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trestle;

/// <summary>
/// Config/ImportMap.json: the names under which scripts import modules. It has the form of an import map, with plain paths; <c>"lazy"</c> names those that
/// are not fetched with the page.
/// </summary>
sealed record ImportPins
{
    static readonly JsonSerializerOptions strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public IReadOnlyDictionary<string, string> Imports { get; init; } = new Dictionary<string, string>();

    /// <summary>Hashes of what other sites have, by address.</summary>
    public IReadOnlyDictionary<string, string> Integrity { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Lazy { get; init; } = [];

    /// <exception cref="JsonException">It is none.</exception>
    public static ImportPins Parse(string json) => JsonSerializer.Deserialize<ImportPins>(json, strict) ?? new();
}
