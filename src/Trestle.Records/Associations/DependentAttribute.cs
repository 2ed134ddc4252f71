namespace Trestle;

/// <summary>
/// What becomes of the related records when this one is destroyed, as in
/// <c>[Dependent(Dependent.Destroy)] public List&lt;Comment&gt; Comments { get; } = [];</c>
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DependentAttribute(Dependent rule) : Attribute
{
    public Dependent Rule { get; } = rule;
}

/// <summary>The rules of <see cref="DependentAttribute"/>, carried out inside the destroy's transaction.</summary>
public enum Dependent
{
    /// <summary>Each is destroyed, with its callbacks and its own dependents.</summary>
    Destroy,

    /// <summary>All rows are deleted in one statement, without callbacks.</summary>
    DeleteAll,

    /// <summary>They stay, and belong to nobody.</summary>
    Nullify,

    /// <summary>While there are any, the destroy gives false and says so in <see cref="Record.Errors"/>.</summary>
    RestrictWithError,

    /// <summary>While there are any, the destroy throws <see cref="DestroyRestrictedException"/>.</summary>
    RestrictWithException,
}
