using System.Text.Json;

namespace Trestle;

/// <summary>What few views have, behind one field that most leave empty.</summary>
sealed class RareState
{
    List<PushedEvent>? pushed;
    Dictionary<Pid, Func<ExitReason, bool>>? loaders;

    public void Push(string name, object? payload) =>
        (pushed ??= []).Add(new(name, JsonSerializer.SerializeToUtf8Bytes(payload ?? new { }, JsonSerializerOptions.Web)));

    List<LiveUpload>? uploads;

    public void Allow(LiveUpload upload, Type view)
    {
        if (uploads?.Exists(one => one.Name == upload.Name) == true)
            throw new InvalidOperationException(
                $"""
                {view.Name} allows the upload "{upload.Name}" twice.

                Call AllowUpload once for each input, in Mount, and keep what it returns in a field.
                """);

        (uploads ??= []).Add(upload);
    }

    public LiveUpload? UploadOf(string? @ref) => uploads?.Find(upload => upload.Ref == @ref);

    /// <summary>Components with state of their own; null while the page has shown none.</summary>
    public LiveComponents? Components { get; set; }

    /// <summary>Live views within this one; null while it has shown none.</summary>
    public LiveChildren? Children { get; set; }

    /// <summary>The hash of what the browser keeps for the view.</summary>
    public ulong Checkpoint { get; set; }

    public void Loads(Pid loader, Func<ExitReason, bool> ended) => (loaders ??= []).Add(loader, ended);

    /// <summary>Whether the process that ended was loading a value; whether the page shows something else now.</summary>
    public bool IsLoader(Exited exited, out bool isChanged)
    {
        isChanged = false;

        if (loaders is null || !loaders.Remove(exited.Pid, out var ended))
            return false;

        isChanged = ended(exited.Reason);

        return true;
    }

    /// <summary>A view that ends as it should ends its loaders: a link tells them only of other ends.</summary>
    public void EndLoaders()
    {
        foreach (var loader in loaders ?? [])
            loader.Key.Exit(ExitReason.Shutdown);
    }

    public bool HasPushed => pushed is not null;

    /// <summary>What is to be told the browser, once.</summary>
    public List<PushedEvent>? TakePushed()
    {
        var taken = pushed;
        pushed = null;

        return taken;
    }
}

/// <summary>Something to tell the scripts of a page.</summary>
readonly record struct PushedEvent(string Name, byte[] Json);
