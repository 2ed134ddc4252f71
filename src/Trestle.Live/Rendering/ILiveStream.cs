using System.Globalization;

namespace Trestle;

/// <summary>What rendering wants to know of a <see cref="StreamList{T}"/>, whatever it holds.</summary>
interface ILiveStream
{
    static int lastRef;

    /// <summary>What the client knows it by.</summary>
    string Ref { get; }

    bool HasPending { get; }

    bool IsReset { get; }

    IEnumerable<StreamInsert> Inserts { get; }

    IReadOnlyList<string> Deletes { get; }

    /// <summary>The client has it all now.</summary>
    void Sent();

    static string NextRef() => Interlocked.Increment(ref lastRef).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A row that goes into a stream.</summary>
readonly record struct StreamInsert(string Id, int At, int? Limit, bool UpdateOnly);
