namespace Trestle;

/// <summary>
/// Lets a field of a live view survive a lost connection, and a restart of the server: the browser keeps it, encrypted, and gives it back
/// to the new view before its Mount. <see cref="LiveView.IsRestored"/> says so.
/// </summary>
/// <remarks>
/// It is written as JSON. A browser may give back an older state of its own page than the last: what somebody may do is asked anew, and never
/// kept here. After a crash the view begins without it.
/// </remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class CheckpointAttribute : Attribute;
