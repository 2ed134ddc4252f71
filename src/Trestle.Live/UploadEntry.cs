namespace Trestle;

/// <summary>One file that somebody has chosen for a <see cref="LiveUpload"/>: what is known of it, how far it has come, and what is wrong with it.</summary>
public sealed class UploadEntry
{
    readonly List<string> errors = [];

    internal UploadEntry(LiveUpload upload, string @ref, string name, string contentType, long size)
    {
        Upload = upload;
        Ref = @ref;
        Name = UploadName.Of(name);
        ContentType = contentType;
        Size = size;
    }

    /// <summary>What the page calls it: <c>phx-value-ref="@entry.Ref"</c>.</summary>
    public string Ref { get; }

    /// <summary>Its name on the sender's machine, made fit to be one here: no folders, nothing that cannot be seen, at most 100 letters.</summary>
    public string Name { get; }

    /// <summary>What the sender says it is: "image/png". Anybody can say anything.</summary>
    public string ContentType { get; }

    /// <summary>In bytes, as the sender says; more are not taken, and with less it is never done.</summary>
    public long Size { get; }

    /// <summary>How much of it has come, from 0 to 100.</summary>
    public int Progress { get; internal set; }

    /// <summary>Whether all of it has come.</summary>
    public bool IsDone { get; internal set; }

    /// <summary>What is wrong with it, in words: "is larger than 8 MB".</summary>
    public IReadOnlyList<string> Errors => errors;

    public bool IsValid => errors.Count == 0;

    /// <summary>What is in it, once <see cref="LiveUpload.ConsumeAsync"/> has handed it over; dispose of the stream.</summary>
    public Stream OpenRead() => new FileStream(
        FilePath ?? throw new InvalidOperationException(
            $"""
            {Name} was opened, but it is not here: {(IsDone ? "it went elsewhere, or was consumed already" : $"{Progress} % of it have come")}.

            Open it while it is consumed: await {Upload.Name}.ConsumeAsync(entry => entry.SaveAsync(path))
            """),
        FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 4096, useAsync: true);

    /// <summary>Writes it to a new file of yours. The path must not come from a client: neither may <see cref="Name"/> be all of it.</summary>
    /// <exception cref="IOException">There is such a file already.</exception>
    public async Task SaveAsync(string path)
    {
        await using var from = OpenRead();
        await using var saved = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        await from.CopyToAsync(saved);
    }

    internal LiveUpload Upload { get; }

    /// <summary>Whether it may come: its limits were checked, and the browser was told where to.</summary>
    internal bool IsAllowed { get; set; }

    /// <summary>Who writes it down.</summary>
    internal Pid Writer { get; set; }

    internal string? FilePath { get; set; }

    internal void Add(string error)
    {
        if (!errors.Contains(error))
            errors.Add(error);
    }
}
