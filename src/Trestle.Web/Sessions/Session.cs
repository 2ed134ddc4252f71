using System.Text;

namespace Trestle;

/// <summary>A few small values kept for one browser in an encrypted cookie, read when first asked for.</summary>
public sealed class Session
{
    // Encryption and base64 add about a half; a browser drops a cookie above 4,096 bytes without a word.
    const int MaxBytes = 2700;

    readonly Func<Dictionary<string, string>> load;
    readonly Action changed;
    Dictionary<string, string>? values;

    internal Session(Func<Dictionary<string, string>> load, Action changed) => (this.load, this.changed) = (load, changed);

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

    internal IReadOnlyDictionary<string, string> All => Values;

    Dictionary<string, string> Values => values ??= load();

    /// <summary>Forgets one value.</summary>
    public void Remove(string key)
    {
        if (Values.Remove(key))
            changed();
    }

    /// <summary>Forgets everything, as when somebody signs out.</summary>
    public void Clear()
    {
        if (Values.Count == 0)
            return;

        Values.Clear();
        changed();
    }

    void Put(string key, string value)
    {
        var bytes = Size(key, value) + Values.Where(pair => pair.Key != key).Sum(pair => Size(pair.Key, pair.Value));

        if (bytes > MaxBytes)
        {
            throw new InvalidOperationException(
                $"""
                The session would hold {bytes} bytes with "{key}", but it travels in a cookie and takes {MaxBytes}.

                Keep the large value in a record and put its id into the session.
                """);
        }

        Values[key] = value;
        changed();
    }

    static int Size(string key, string value) => Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value) + 6;
}
