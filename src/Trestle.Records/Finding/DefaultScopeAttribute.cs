namespace Trestle;

/// <summary>
/// Narrows every query of a record class, unless it is <c>Unscoped()</c>. Stands on a static property of the class:
/// <c>[DefaultScope] static Expression&lt;Func&lt;Product, bool&gt;&gt; Kept => p => p.DeletedAt == null;</c>
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefaultScopeAttribute : Attribute;
