namespace Trestle;

/// <summary>
/// Says of a migration why it may be applied while the release before is still running, where that is not to be seen from
/// its steps: no warning is given then.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SafeAttribute(string why) : Attribute
{
    public string Why { get; } = why;
}
