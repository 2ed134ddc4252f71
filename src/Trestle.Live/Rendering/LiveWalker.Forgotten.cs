namespace Trestle;

/// <summary>What the view forgets once it is sent: rows of streams, and temporary values.</summary>
sealed partial class LiveWalker
{
    int temporaries;

    /// <summary>What it is that stands here; null where the view keeps what it shows.</summary>
    string? Forgotten => rows > 0 ? "A row of a stream" : temporaries > 0 ? "What a LiveTemporary shows" : null;

    void Temporary(in Place place, Site site, int at)
    {
        temporaries++;
        var shown = (ILiveTemporary)Component(place, site, at);
        temporaries--;
        Tree.Temporaries.Add(shown.Of);
    }

    InvalidOperationException HandlerInForgotten(string name) => InForgotten(
        $"a handler, @{name}",
        $"Let it call a method by name: phx-{name[2..]}=\"@nameof(Delete)\" phx-value-id=\"@message.Id\", with [LiveEvent] void Delete(ClickEvent click).");

    InvalidOperationException InForgotten(string what, string advice) => new(
        $"""
        {Forgotten} has {what}, but the view does not have it any more after it was sent.

        {advice}
        """);
}
