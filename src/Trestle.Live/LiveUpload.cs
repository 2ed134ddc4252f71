using System.Text.Json;

namespace Trestle;

/// <summary>
/// Files that come over the connection of a live view: <c>cover = AllowUpload("cover", new() { Accept = [".png"] })</c> in its Mount,
/// <c>&lt;LiveFileInput Upload="cover" /></c> in a form, <see cref="ConsumeAsync"/> once that is submitted.
/// </summary>
public sealed class LiveUpload
{
    // Of what a browser lists beyond the limit so much is shown, for somebody to choose from.
    const int MostShownBeyond = 20;

    readonly List<UploadEntry> entries = [];

    internal LiveUpload(string name, LiveUploadOptions options)
    {
        Name = name;
        Options = options;
        Ref = "phx-" + Tokens.New();
    }

    /// <summary>The name of the input.</summary>
    public string Name { get; }

    public LiveUploadOptions Options { get; }

    /// <summary>The id of the input, for a place that files may be dropped on: <c>phx-drop-target="@cover.Ref"</c>.</summary>
    public string Ref { get; }

    /// <summary>The files chosen so far.</summary>
    public IReadOnlyList<UploadEntry> Entries => entries;

    /// <summary>What is wrong with the choice as a whole: too many files.</summary>
    public IReadOnlyList<string> Errors => entries.Count > Options.MaxEntries
        ? [$"are too many files (the most is {Options.MaxEntries})"]
        : [];

    public bool IsValid => Errors.Count == 0 && entries.TrueForAll(entry => entry.IsValid);

    /// <summary>Takes a file off the list, whether or not it has come.</summary>
    public void Cancel(string @ref)
    {
        if (Find(@ref) is { } entry)
            Drop(entry);
    }

    /// <summary>
    /// Hands over the files that have come, one after the other, and forgets them; what the method returns for each. What it does not save is gone.
    /// </summary>
    /// <exception cref="InvalidOperationException">Some are still coming.</exception>
    public async Task<List<T>> ConsumeAsync<T>(Func<UploadEntry, Task<T>> consume)
    {
        ArgumentNullException.ThrowIfNull(consume);

        if (entries.Find(entry => entry is { IsAllowed: true, IsDone: false, IsValid: true }) is { } coming)
            throw new InvalidOperationException(
                $"""
                {Name} was consumed, but {coming.Name} is still coming: {coming.Progress} % so far.

                Consume it in the handler of the form's submit, which the browser sends after the files. Or in Progress, file by file:

                    if (entry.IsDone) await {Name}.ConsumeAsync(entry, ...);
                """);

        var results = new List<T>();

        foreach (var entry in entries.FindAll(entry => entry.IsDone))
            results.Add(await ConsumeAsync(entry, consume));

        return results;
    }

    /// <inheritdoc cref="ConsumeAsync{T}(Func{UploadEntry, Task{T}})"/>
    public Task ConsumeAsync(Func<UploadEntry, Task> consume) => ConsumeAsync(entry => Done(consume, entry));

    /// <summary>Hands over one file that has come, and forgets it.</summary>
    public async Task<T> ConsumeAsync<T>(UploadEntry entry, Func<UploadEntry, Task<T>> consume)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(consume);

        try
        {
            return await consume(entry);
        }
        finally
        {
            Drop(entry);
        }
    }

    static async Task<bool> Done(Func<UploadEntry, Task> consume, UploadEntry entry)
    {
        await consume(entry);

        return true;
    }

    internal UploadEntry? Find(string @ref) => entries.Find(entry => entry.Ref == @ref);

    /// <summary>Takes in what a browser lists; those that are there already stay as they are.</summary>
    internal void List(JsonElement listed)
    {
        if (listed.ValueKind != JsonValueKind.Array)
            return;

        foreach (var one in listed.EnumerateArray())
            if (UploadJsonFields.Entry(this, one) is { } entry && Find(entry.Ref) is null && entries.Count < Options.MaxEntries + MostShownBeyond)
                Add(entry);
    }

    void Add(UploadEntry entry)
    {
        // The only one gives way to another choice, unless it is on its way.
        if (Options.MaxEntries == 1 && entries is [{ IsAllowed: false } or { IsValid: false }])
            Drop(entries[0]);

        foreach (var error in UploadRules.Faults(Options, entry))
            entry.Add(error);

        entries.Add(entry);
    }

    internal void Drop(UploadEntry entry)
    {
        entries.Remove(entry);
        entry.FilePath = null;
        entry.Writer.Exit(ExitReason.Shutdown);
    }

    internal string Refs(Func<UploadEntry, bool> which) => string.Join(',', entries.Where(which).Select(entry => entry.Ref));
}
