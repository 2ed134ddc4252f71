namespace Trestle;

sealed partial class LiveViewProcess
{
    sealed record CheckpointPushed(string Id, string? Token);

    /// <summary>Gives a view that comes back what it had; one that has crashed begins anew.</summary>
    void Restore(LiveView created)
    {
        if (join.ViewClass.Checkpoint is { } checkpoint
            && join is { Crashes: 0, Request: { Mounts: > 0, Checkpoint: { } token } }
            && join.Release.Checkpoints.Unprotect(token, join.Session.Owner, NameOfView) is { } values)
        {
            checkpoint.Restore(created, values);
            created.IsRestored = true;
        }
    }

    /// <summary>What a view just mounted holds the browser need not keep: the next one holds the same.</summary>
    void BeginCheckpoint()
    {
        if (join.ViewClass.Checkpoint is not { } checkpoint)
            return;

        view!.Rare.Checkpoint = Checkpoint.HashOf(checkpoint.Read(view));

        if (join.Crashes > 0)
            view.Rare.Push(Checkpoint.Event, new CheckpointPushed(join.Session.Id, null));
    }

    /// <summary>Has the browser keep what has changed since it was told last.</summary>
    void PushCheckpoint()
    {
        if (join.ViewClass.Checkpoint is not { } checkpoint)
            return;

        var values = checkpoint.Read(view!);
        var hash = Checkpoint.HashOf(values);

        if (hash == view!.Rare.Checkpoint)
            return;

        view.Rare.Checkpoint = hash;
        var limit = join.Server.Options.MaxCheckpointBytes;

        if (values.Length > limit)
            Node.Logger.CheckpointTooLarge(Process!.DisplayName, values.Length, limit);

        var token = values.Length > limit ? null : join.Release.Checkpoints.Protect(join.Session.Owner, NameOfView, values);
        view.Rare.Push(Checkpoint.Event, new CheckpointPushed(join.Session.Id, token));
    }

    string NameOfView => join.ViewClass.Type.FullName!;
}
