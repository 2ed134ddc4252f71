using System.Text.Json;

namespace Trestle;

// chosen      event {uploads}    the files are listed and checked                               -> active refs
// submitted   allow_upload       each that is in order gets a token, which the socket is told   -> tokens
// each file   lvu:REF phx_join   the socket starts a writer, UploadProcess, for a known token
//             chunk ...          the writer tells the view, then answers; the browser says progress, the view renders
// the end     event (submit)     the handler consumes, or Cancel: the writer ends, and its file with it

/// <summary>Files that come over the connection.</summary>
sealed partial class LiveViewProcess
{
    LiveUpload? UploadOf(string uploadRef) => view!.IfRare?.UploadOf(uploadRef);

    void ListUploads(ViewEvent happened)
    {
        if (happened is not ViewEvent.Form { Uploads: { ValueKind: JsonValueKind.Object } uploads })
            return;

        foreach (var listed in uploads.EnumerateObject())
            UploadOf(listed.Name)?.List(listed.Value);
    }

    async Task HandleAsync(ViewPreflight asked)
    {
        if (UploadOf(asked.UploadRef) is { } upload)
            await AnswerAsync(asked, upload);
        else
            channel.Reply(asked.Ref, ok: false, ChannelWriter.Reason("unknown upload"));

        channel.Handled();
    }

    async Task AnswerAsync(ViewPreflight asked, LiveUpload upload)
    {
        upload.List(asked.Entries);
        string[] refs = [.. asked.Entries.EnumerateArray().Select(entry => JoinPayload.Text(entry, "ref")).OfType<string>()];
        var allowed = Allow(upload, refs);
        using var diff = PageBuffer.Rent();
        var isChanged = await RenderAsync(diff);

        channel.Reply(asked.Ref, ok: true, json =>
        {
            json.WriteStartObject();

            if (isChanged)
            {
                json.WritePropertyName("diff");
                WriteTree(json, diff);
            }

            json.WriteString("ref", upload.Ref);

            if (allowed is null)
                WriteRefusal(json, refs);
            else
                WriteAllowed(json, upload.Options, allowed);

            json.WriteEndObject();
        });
    }

    /// <summary>Where each of the files may go, by its ref; null when they are sent with their form and one of them may not.</summary>
    Dictionary<string, object>? Allow(LiveUpload upload, string[] refs)
    {
        var asked = upload.Entries.Take(upload.Options.MaxEntries).Where(entry => refs.Contains(entry.Ref) && entry is { IsValid: true, IsAllowed: false }).ToList();

        if (!upload.Options.AutoUpload && (!upload.IsValid || asked.Count < refs.Length))
            return null;

        return asked.ToDictionary(entry => entry.Ref, entry => Allow(upload, entry));
    }

    object Allow(LiveUpload upload, UploadEntry entry)
    {
        entry.IsAllowed = true;

        if (upload.Options.External is { } external)
            return external(entry);

        var token = Tokens.New();
        channel.Socket.Send(new UploadAllowed(token, entry.Ref, upload.Ref, entry.Size, upload.Options.ChunkSize, upload.Options.ChunkTimeout, Pid));

        return token;
    }

    static void WriteRefusal(Utf8JsonWriter json, string[] refs)
    {
        json.WriteStartArray("error");

        foreach (var refused in refs)
        {
            json.WriteStartArray();
            json.WriteStringValue(refused);
            json.WriteStringValue("refused");
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    static void WriteAllowed(Utf8JsonWriter json, LiveUploadOptions options, Dictionary<string, object> allowed)
    {
        json.WriteStartObject("config");
        json.WriteNumber("max_file_size", options.MaxFileSize);
        json.WriteNumber("max_entries", options.MaxEntries);
        json.WriteNumber("chunk_size", options.ChunkSize);
        json.WriteNumber("chunk_timeout", (long)options.ChunkTimeout.TotalMilliseconds);
        json.WriteEndObject();
        json.WritePropertyName("entries");
        JsonSerializer.Serialize(json, allowed, JsonSerializerOptions.Web);
        json.WriteStartObject("errors");
        json.WriteEndObject();
    }

    async Task HandleAsync(ViewProgress told)
    {
        if (UploadOf(told.UploadRef) is { } upload && upload.Find(told.EntryRef) is { IsAllowed: true } entry)
            await HandleAsync(told, upload.Options, entry);

        await AnswerAsync(told.Ref);
    }

    static async Task HandleAsync(ViewProgress told, LiveUploadOptions options, UploadEntry entry)
    {
        if (told.Progress is not { } percent)
        {
            Fail(entry, "could not be sent");
            return;
        }

        // Of a file that comes here its writer knows better.
        if (options.External is not null)
            (entry.Progress, entry.IsDone) = (percent, percent == 100);

        if (entry.IsValid && options.Progress is { } heard)
            await heard(entry);
    }

    void Handle(UploadAdvanced advanced)
    {
        if (UploadOf(advanced.UploadRef)?.Find(advanced.EntryRef) is not { IsValid: true } entry)
        {
            advanced.Writer.Exit(ExitReason.Shutdown);
            return;
        }

        entry.Writer = advanced.Writer;
        entry.Progress = (int)(100 * advanced.Written / entry.Size);
        entry.IsDone = advanced.IsDone;
        entry.FilePath = advanced.IsDone ? advanced.Path : null;
    }

    void Handle(UploadFailed failed)
    {
        if (UploadOf(failed.UploadRef)?.Find(failed.EntryRef) is not { } entry)
            return;

        Fail(entry, failed.Error);
        RenderSoon();
    }

    static void Fail(UploadEntry entry, string error)
    {
        // The first word is the nearest to the cause.
        if (!entry.IsValid)
            return;

        entry.Add(error);
        entry.FilePath = null;
        entry.Writer.Exit(ExitReason.Shutdown);
    }
}
