namespace Trestle;

/// <summary>
/// Lets the params of this record carry those of the related: <c>Assign</c> builds those without an <c>Id</c>, changes
/// those with one, and marks those with <c>Destroy</c>; the save does it all. Only records that belong to this one can be
/// named.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NestedAttribute : AutosaveAttribute
{
    /// <summary>How many may be given at once; 0 for any number.</summary>
    public int Limit { get; init; }

    /// <summary>Leaves out new ones of which nothing was filled in.</summary>
    public bool RejectBlank { get; init; }

    /// <summary>A static method of this record that is given each one's params, and leaves it out by true.</summary>
    public string? RejectIf { get; init; }
}
