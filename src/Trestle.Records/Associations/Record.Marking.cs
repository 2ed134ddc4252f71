using System.ComponentModel.DataAnnotations.Schema;

namespace Trestle;

// What a record is told about the next save of the one it belongs to.
public abstract partial class Record
{
    /// <summary>Whether the save of the record it belongs to will destroy it.</summary>
    [NotMapped]
    public bool IsMarkedForDestruction { get; internal set; }

    /// <summary>
    /// Lets the next save of the record it belongs to destroy it, when that one's list is <see cref="AutosaveAttribute"/>.
    /// </summary>
    public void MarkForDestruction() => IsMarkedForDestruction = true;
}
