namespace Trestle;

/// <summary>What a live view takes for one file input: how many files, how large, of which kinds. Held to on the server, whatever a browser says.</summary>
public sealed record LiveUploadOptions
{
    /// <summary>Endings (".png") and media types ("image/png", "image/*"). Default: any.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>How many files at most. Default 1: then another choice takes the place of the first.</summary>
    public int MaxEntries { get; init; } = 1;

    /// <summary>The largest file taken, in bytes. Default 8,000,000.</summary>
    public long MaxFileSize { get; init; } = 8_000_000;

    /// <summary>How much of a file comes in one message, in bytes. Default 64,000.</summary>
    public int ChunkSize { get; init; } = 64_000;

    /// <summary>How long the next piece of a file may take. Default 10 s; then the file is given up.</summary>
    public TimeSpan ChunkTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a file is sent as soon as it is chosen, rather than with its form.</summary>
    public bool AutoUpload { get; init; }

    /// <summary>Runs whenever the browser tells how far a file has come; <see cref="UploadEntry.IsDone"/> at the end.</summary>
    public Func<UploadEntry, Task>? Progress { get; init; }

    /// <summary>
    /// Lets the browser send the file elsewhere: what this returns goes, as JSON, to the script <c>window.liveUploaders.Name</c> that its member
    /// <c>Uploader</c> names. The bytes do not pass this server, so its limits are the other's to keep.
    /// </summary>
    public Func<UploadEntry, object>? External { get; init; }

    // With its head it is one message of a browser.
    const int MostChunk = 128 * 1024;

    internal void Check()
    {
        Require(MaxEntries >= 1, nameof(MaxEntries), "at least 1", MaxEntries);
        Require(MaxFileSize >= 1, nameof(MaxFileSize), "at least 1", MaxFileSize);
        Require(ChunkSize is >= 1 and <= MostChunk, nameof(ChunkSize), $"between 1 and {MostChunk}", ChunkSize);

        foreach (var kind in Accept)
            Require(kind is ['.', _, ..] || kind.Contains('/', StringComparison.Ordinal), nameof(Accept), "endings such as \".png\" and media types such as \"image/*\"", $"\"{kind}\"");
    }

    static void Require(bool isMet, string name, string expected, object got)
    {
        if (!isMet)
            throw new ArgumentException($"expected {name} to be {expected}, got: {got}");
    }
}
