namespace Trestle;

/// <summary>On an exception class: what a request is answered when an exception of it is not caught. Below 500 it is not logged.</summary>
/// <param name="status">The HTTP status, from 400 to 599.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatusAttribute(int status) : Attribute
{
    public int Status { get; } = status is >= 400 and <= 599
        ? status
        : throw new ArgumentOutOfRangeException(nameof(status), status, "expected a status from 400 to 599");
}
