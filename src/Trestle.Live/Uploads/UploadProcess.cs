namespace Trestle;

/// <summary>What the view's process tells its socket's: a browser that shows this token may send this file.</summary>
sealed record UploadAllowed(string Token, string EntryRef, string UploadRef, long Size, int ChunkSize, TimeSpan ChunkTimeout, Pid View);

/// <summary>What the writer of a file tells the view.</summary>
sealed record UploadAdvanced(string UploadRef, string EntryRef, Pid Writer, long Written, bool IsDone, string Path);

/// <summary>The writer of a file gives up, and says why.</summary>
sealed record UploadFailed(string UploadRef, string EntryRef, string Error);

/// <summary>
/// The process that writes one file down as it comes: into a file of its own, which goes with it. It ends when the view has consumed or
/// cancelled the file, or has died; when the connection is lost; when the next piece is too late, or more comes than was said.
/// </summary>
sealed class UploadProcess(LiveChannel channel, UploadAllowed allowed, string folder) : GenServer
{
    sealed record ChunkTimedOut(int Chunk);

    FileStream? file;
    long written;
    int chunks;

    bool IsDone => written == allowed.Size;

    protected internal override Task Init()
    {
        Self.TrapsExits = true;
        Self.Monitor(channel.Socket);
        Self.Monitor(allowed.View);

        file = new(Path.Combine(folder, "trestle-upload-" + Tokens.New()), Opening());
        Tell();
        WaitForNext();

        return Task.CompletedTask;
    }

    static FileStreamOptions Opening()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
            BufferSize = 0,
        };

        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        return options;
    }

    async Task Handle(ChunkFrame chunk)
    {
        try
        {
            await WriteAsync(chunk);
        }
        finally
        {
            channel.Handled();
        }
    }

    async Task WriteAsync(ChunkFrame chunk)
    {
        if (chunk.Bytes.Length > allowed.ChunkSize || written + chunk.Bytes.Length > allowed.Size)
        {
            channel.Reply(chunk.Ref, ok: false, json =>
            {
                json.WriteStartObject();
                json.WriteString("reason", "file_size_limit_exceeded");
                json.WriteNumber("limit", allowed.Size);
                json.WriteEndObject();
            });
            GiveUp("brought more than was said");
        }

        await file!.WriteAsync(chunk.Bytes);
        written += chunk.Bytes.Length;
        chunks++;

        // Before the browser knows, so that the view knows when the browser tells of it.
        Tell();
        WaitForNext();
        channel.Reply(chunk.Ref, ok: true, ChannelWriter.Empty);
    }

    void Tell() => allowed.View.Send(new UploadAdvanced(allowed.UploadRef, allowed.EntryRef, Pid, written, IsDone, file!.Name));

    void WaitForNext()
    {
        if (!IsDone)
            SendAfter(allowed.ChunkTimeout, new ChunkTimedOut(chunks));
    }

    void Handle(ChunkTimedOut timeout)
    {
        if (timeout.Chunk == chunks && !IsDone)
            GiveUp("took too long");
    }

    void GiveUp(string error)
    {
        allowed.View.Send(new UploadFailed(allowed.UploadRef, allowed.EntryRef, error));
        Self.Exit(ExitReason.Normal);
    }

    // Consumed, cancelled or left alone: there is nothing more to do, and nobody to be told of it as of a crash.
    void Handle(Down _) => Self.Exit(ExitReason.Normal);

    void Handle(Exited _) => Self.Exit(ExitReason.Normal);

    internal override bool TerminatesUnstarted => true;

    protected internal override async Task Terminate(ExitReason reason)
    {
        if (file is not null)
            await file.DisposeAsync();
    }
}
