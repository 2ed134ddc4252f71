namespace Trestle;

/// <summary>
/// Saving this record also saves the changed ones among the related, and destroys those marked for it. New ones are
/// saved along in any case.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public class AutosaveAttribute : Attribute;
