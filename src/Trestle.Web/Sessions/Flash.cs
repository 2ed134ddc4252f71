using System.Text.Json;

namespace Trestle;

/// <summary>Messages for the next page this browser sees; a page that shows one uses it up.</summary>
public sealed class Flash
{
    const string SessionKey = "flash";

    readonly Session? session;
    Dictionary<string, string>? shown;
    Dictionary<string, string>? waiting;

    /// <summary>A flash of its own, for a page that has no session.</summary>
    public Flash()
    {
    }

    internal Flash(Session session) => this.session = session;

    /// <summary>With messages that wait already.</summary>
    internal Flash(Dictionary<string, string>? messages) => waiting = messages;

    /// <summary>Messages for the page that answers this very request: <c>Flash.Now.Alert = "..."</c>.</summary>
    public Flash Now => new(shown ??= []);

    /// <summary>Good news: what was done.</summary>
    public string? Notice
    {
        get => this[nameof(Notice)];
        set => this[nameof(Notice)] = value;
    }

    /// <summary>Bad news: what was not done, and why.</summary>
    public string? Alert
    {
        get => this[nameof(Alert)];
        set => this[nameof(Alert)] = value;
    }

    internal bool IsEmpty => Waiting.Count + (shown?.Count ?? 0) == 0;

    /// <summary>What no page has shown yet.</summary>
    internal Dictionary<string, string>? Unshown => waiting is { Count: > 0 } ? waiting : null;

    /// <summary>What this page has shown so far.</summary>
    internal Dictionary<string, string>? Shown => shown is { Count: > 0 } ? shown : null;

    /// <summary>A message by its name. Reading it counts as showing it: later requests no longer have it.</summary>
    public string? this[string key]
    {
        get
        {
            if (Waiting.Remove(key, out var message))
            {
                (shown ??= [])[key] = message;
                Store();
            }

            return shown?.GetValueOrDefault(key);
        }
        set
        {
            shown?.Remove(key);

            if (value is not null)
                Waiting[key] = value;
            else
                Waiting.Remove(key);

            Store();
        }
    }

    /// <summary>A message by its name, without counting as shown.</summary>
    internal string? Peek(string key) => Waiting.GetValueOrDefault(key) ?? shown?.GetValueOrDefault(key);

    /// <summary>Keeps what this request has shown, and what it was left, for the next page too.</summary>
    public void Keep()
    {
        foreach (var (key, message) in shown ?? [])
            Waiting[key] = message;

        Store();
    }

    /// <summary>Forgets one message, or all: its reader has put it away.</summary>
    internal void Dismiss(string? key)
    {
        if (key is not null)
        {
            this[key] = null;
            return;
        }

        Waiting.Clear();
        shown = null;
        Store();
    }

    /// <summary>Takes over messages that came another way than by the session.</summary>
    internal void Add(Dictionary<string, string> messages)
    {
        foreach (var (key, message) in messages)
            this[key] = message;
    }

    Dictionary<string, string> Waiting => waiting ??= Parse(session?[SessionKey]);

    void Store()
    {
        if (session is not null)
            session[SessionKey] = Waiting.Count == 0 ? null : JsonSerializer.Serialize(Waiting, SessionJson.Default.DictionaryStringString);
    }

    static Dictionary<string, string> Parse(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, SessionJson.Default.DictionaryStringString) ?? [];
}
