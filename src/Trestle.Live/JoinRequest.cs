using System.Text.Json;

namespace Trestle;

/// <summary>Mount this view and answer the join.</summary>
sealed class ViewJoin(LiveServer server, LiveAdmission admission, JoinRequest request, int crashes)
{
    public LiveServer Server => server;

    public LiveRelease Release { get; } = admission.Release;

    public LiveSession Session { get; } = admission.Session;

    public LiveViewClass ViewClass { get; private set; } = admission.ViewClass!;

    /// <summary>How often the view has crashed on this connection.</summary>
    public int Crashes => crashes;

    /// <summary>Where it was joined; null once it is mounted.</summary>
    public LivePlace? Place { get; private set; } = admission.Place;

    /// <summary>What the browser said; null once it is mounted.</summary>
    public JoinRequest? Request { get; private set; } = request;

    /// <summary>Looks at the view's class anew.</summary>
    public void Renew() => ViewClass = Release.Find(ViewClass.Type.FullName!) ?? ViewClass;

    /// <summary>A view lives long, and does not need the way it came.</summary>
    public void Forget() => (Place, Request) = (null, null);
}

/// <summary>What a browser says of itself when it joins a view.</summary>
/// <param name="IsNavigation">It came over the connection, from another view.</param>
/// <param name="Mounts">How often it has joined this view before.</param>
/// <param name="Flash">Messages of the view before, sealed.</param>
/// <param name="Checkpoint">What an earlier view of the page has given it to keep, sealed.</param>
sealed record JoinRequest(bool IsNavigation, int Mounts, string? Flash, string? Checkpoint)
{
    public static JoinRequest Of(JsonElement payload) => new(
        JoinPayload.Text(payload, "redirect") is not null,
        JoinPayload.Mounts(payload),
        JoinPayload.Text(payload, "flash"),
        payload.TryGetProperty("params", out var parameters) ? JoinPayload.Text(parameters, "_checkpoint") : null);
}
