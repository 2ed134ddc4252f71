using System.Globalization;

namespace Trestle;

/// <summary>
/// A value that the view forgets once it has been sent, and the browser goes on showing: a long report, what a search found. Shown by a
/// <see cref="LiveTemporary{T}"/>.
/// </summary>
/// <remarks>A view that begins anew, after a lost connection or a crash, sets it anew.</remarks>
public sealed class Temporary<T> : ITemporary
{
    readonly int number = ITemporary.NextNumber();

    T? value;
    int version;

    /// <summary>Whether there is a value that has not been sent yet.</summary>
    public bool HasValue { get; private set; }

    /// <summary>What is to be shown from now on; read only while <see cref="HasValue"/>.</summary>
    /// <exception cref="InvalidOperationException">It was never set, or has been sent.</exception>
    public T Value
    {
        get => HasValue ? value! : throw new InvalidOperationException(
            $"""
            A Temporary<{typeof(T).Name}> has no value: it was never set, or has been sent and forgotten.

            Ask its HasValue before. What is needed again belongs in a field.
            """);
        set
        {
            (this.value, HasValue) = (value, true);
            version++;
        }
    }

    string ITemporary.Id => string.Create(CultureInfo.InvariantCulture, $"temporary-{number}-{version}");

    /// <summary>Takes away what the browser shows.</summary>
    public void Clear()
    {
        (value, HasValue) = (default, false);
        version++;
    }

    void ITemporary.Sent() => (value, HasValue) = (default, false);
}

/// <summary>What rendering wants to know of a <see cref="Temporary{T}"/>, whatever it holds.</summary>
interface ITemporary
{
    static int lastNumber;

    /// <summary>The id of the element that shows it: another one each time it is set or cleared.</summary>
    string Id { get; }

    /// <summary>The browser has it now.</summary>
    void Sent();

    static int NextNumber() => Interlocked.Increment(ref lastNumber);
}
