namespace Trestle;

/// <summary>
/// A change of this record, or its end, sets <see cref="Record.UpdatedAt"/> of the one it belongs to, and of those that
/// one touches.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TouchAttribute : Attribute;
