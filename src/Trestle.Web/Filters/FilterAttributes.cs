namespace Trestle;

/// <summary>A filter of a controller's actions: <see cref="BeforeAttribute"/>, <see cref="AfterAttribute"/> or <see cref="AroundAttribute"/>.</summary>
/// <remarks>
/// Filters run in the order they stand in, those of the base class first. A filter's parameters are filled as an action's are, from
/// the path, the query and the services.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public abstract class FilterAttribute : Attribute
{
    private protected FilterAttribute()
    {
    }

    /// <summary>The actions it is for; all, unless told.</summary>
    public string[] Only { get; init; } = [];

    /// <summary>The actions it is not for.</summary>
    public string[] Except { get; init; } = [];

    internal bool IsFor(string action) => Only.Length == 0 ? !Except.Contains(action) : Only.Contains(action);
}

/// <summary>
/// Runs before the action: <c>[Before] async Task&lt;Result?&gt; RequireReader()</c>. A result it returns is the answer, and neither the action
/// nor a later filter runs.
/// </summary>
public sealed class BeforeAttribute : FilterAttribute;

/// <summary>Runs after the action has returned, before its result is written; the last one first. An answer from a filter before passes it by.</summary>
public sealed class AfterAttribute : FilterAttribute;

/// <summary>Runs around the action and the filters after it: <c>[Around] async Task&lt;Result&gt; Timed(Func&lt;Task&lt;Result&gt;&gt; next)</c>.</summary>
public sealed class AroundAttribute : FilterAttribute;

/// <summary>
/// Answers for an exception that an action or a filter of the controller throws, by the type of the method's parameter:
/// <c>[Rescue] Result NoMoney(InsufficientFundsException e) => Redirect(to: "/account").Alert(e.Message);</c>
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RescueAttribute : Attribute;

/// <summary>Leaves out a filter of a base class, on a controller or on one action: <c>[Skip(nameof(RequireReader))]</c>.</summary>
/// <param name="filter">The name of the filter's method.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class SkipAttribute(string filter) : Attribute
{
    public string Filter { get; } = filter;
}
