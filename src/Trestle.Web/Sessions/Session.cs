using System.Text;

namespace Trestle;

/// <summary>A few small values kept for one browser, in an encrypted cookie or in the database.</summary>
public sealed class Session
{
    // Encryption and base64 add about a half; a browser drops a cookie above 4,096 bytes without a word.
    internal const int MostInCookie = 2700;

    // It is read with each request of its browser.
    internal const int MostInDatabase = 64 * 1024;

    readonly Func<Dictionary<string, string>> load;
    readonly Action changed;
    readonly int most;
    Dictionary<string, string>? values;

    /// <summary>Nothing, and nothing to be put in.</summary>
    internal static Session Empty { get; } = ReadOnly(static () => []);

    internal Session(Func<Dictionary<string, string>> load, Action changed, int most = MostInCookie) =>
        (this.load, this.changed, this.most) = (load, changed, most);

    /// <summary>The value kept under a name, or null. Setting null forgets it.</summary>
    public string? this[string key]
    {
        get => Values.GetValueOrDefault(key);
        set
        {
            if (value is null)
                Remove(key);
            else if (this[key] != value)
                Put(key, value);
        }
    }

    /// <summary>For whoever has no answer that could carry a cookie.</summary>
    internal static Session ReadOnly(Func<Dictionary<string, string>> load) => new(load, static () => throw new InvalidOperationException(
        """
        A live view changed its session, but a session is written with the answer to a request.

        Let a form of the page post to a controller, and change the session there.
        """));

    internal IReadOnlyDictionary<string, string> All => Values;

    /// <summary>Whether it must not go on under the number it came with.</summary>
    internal bool IsRenewed { get; private set; }

    internal IReadOnlyDictionary<string, string>? IfRead => values;

    Dictionary<string, string> Values => values ??= load();

    /// <summary>Forgets one value.</summary>
    public void Remove(string key)
    {
        if (Values.Remove(key))
            changed();
    }

    /// <summary>
    /// Gives the session another number and ends it under the one it had, as when somebody signs in: who knew the old one knows nothing. Its values
    /// stay. In a cookie there is no number, and nothing to do.
    /// </summary>
    public void Renew()
    {
        IsRenewed = true;

        if (Values.Count > 0)
            changed();
    }

    /// <summary>Forgets everything, as when somebody signs out. In the database its row goes, and every copy of its cookie is worth nothing.</summary>
    public void Clear()
    {
        IsRenewed = true;

        if (Values.Count == 0)
            return;

        Values.Clear();
        changed();
    }

    void Put(string key, string value)
    {
        var bytes = Size(key, value) + Values.Where(pair => pair.Key != key).Sum(pair => Size(pair.Key, pair.Value));

        if (bytes > most)
        {
            throw new InvalidOperationException(
                $"""
                The session would hold {bytes} bytes with "{key}", but it {(most == MostInCookie ? "travels in a cookie" : "is read with each request")} and takes {most}.

                Keep the large value in a record and put its id into the session.
                """);
        }

        Values[key] = value;
        changed();
    }

    static int Size(string key, string value) => Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value) + 6;
}
