namespace Trestle;

/// <summary>
/// A value that each process has for itself (OTP's process dictionary). With <paramref name="isInherited"/> a process starts
/// with the value that the one which starts it has at that moment.
/// </summary>
public sealed class ProcessLocal<T>(bool isInherited = false) : IInheritable
{
    bool IInheritable.IsInherited => isInherited;

    /// <summary>The running process's value; the type's default until it is set.</summary>
    public T? Value
    {
        get => Self.Mailbox.RelationsIfAny?.Locals is { } locals && locals.TryGetValue(this, out var value) ? (T?)value : default;
        set => (Self.Mailbox.Relations.Locals ??= [])[this] = value;
    }
}

interface IInheritable
{
    bool IsInherited { get; }
}
