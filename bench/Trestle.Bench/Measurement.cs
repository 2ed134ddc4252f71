using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trestle.Bench;

/// <summary>What a figure counts, and which way is better.</summary>
sealed record Unit(string Name, bool MoreIsBetter)
{
    public static readonly Unit RequestsPerSecond = new("req/s", MoreIsBetter: true);
    public static readonly Unit Milliseconds = new("ms", MoreIsBetter: false);
    public static readonly Unit Nanoseconds = new("ns", MoreIsBetter: false);
    public static readonly Unit Bytes = new("B", MoreIsBetter: false);
    public static readonly Unit PerSecond = new("/s", MoreIsBetter: true);
    public static readonly Unit MegabytesPerSecond = new("MB/s", MoreIsBetter: true);
    public static readonly Unit Share = new("share", MoreIsBetter: true);
    public static readonly Unit Missed = new("ticks", MoreIsBetter: false);
    public static readonly Unit Threads = new("threads", MoreIsBetter: false);
    public static readonly Unit Cores = new("cores", MoreIsBetter: true);
}

/// <summary>One figure: every repetition of Trestle's, beside every repetition of a peer's taken in between.</summary>
sealed record Measurement(string Name, Unit Unit, Samples Ours, string? Peer = null, Samples? Theirs = null)
{
    /// <summary>How many times better Trestle is: above 1 it wins, whichever way the unit counts. Null beside a zero.</summary>
    public double? Ratio => Theirs is null || Ours.Median == 0 || Theirs.Median == 0 ? null
        : Unit.MoreIsBetter ? Ours.Median / Theirs.Median
        : Theirs.Median / Ours.Median;

    public string ToJson() => JsonSerializer.Serialize(
        new(Name, Round(Ours.Median), Unit.Name, Peer, Round(Theirs?.Median), Round(Ratio)), JsonLines.Default.JsonLine);

    static double Round(double value) => Math.Round(value, 3);

    static double? Round(double? value) => value is { } number ? Round(number) : null;
}

sealed record JsonLine(string Name, double Value, string Unit, string? Peer, double? PeerValue, double? Ratio);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JsonLine))]
sealed partial class JsonLines : JsonSerializerContext;
