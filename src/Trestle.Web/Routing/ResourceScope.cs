namespace Trestle;

/// <summary>Draws inside a resource: below one of its things, and actions beyond the seven.</summary>
public sealed class ResourceScope : RouteScope
{
    internal ResourceScope(ResourcePlan plan, Type controller, RouteRules rules, RouteDrawing drawing)
        : base(plan.Nested, rules, drawing)
    {
        Member = new(new(plan.Member, rules, drawing), controller);
        Collection = new(new(plan.Collection, rules, drawing), controller);
        New = new(new(plan.New, rules, drawing), controller);
    }

    /// <summary>More actions of one of them: <c>photo.Member.Get("preview")</c> is <c>/photos/{id}/preview</c>.</summary>
    public ActionScope Member { get; }

    /// <summary>More actions of all of them: <c>photo.Collection.Get("search")</c> is <c>/photos/search</c>.</summary>
    public ActionScope Collection { get; }

    /// <summary>More actions of one that is not there yet: <c>photo.New.Post("preview")</c> is <c>/photos/new/preview</c>.</summary>
    public ActionScope New { get; }
}

/// <summary>Draws single actions of a resource's own controller; without a name, an action is called as its path ends.</summary>
public sealed class ActionScope
{
    readonly RouteScope scope;
    readonly Type controller;

    internal ActionScope(RouteScope scope, Type controller) => (this.scope, this.controller) = (scope, controller);

    /// <summary>Answers GET (and HEAD).</summary>
    public void Get(string pattern, string? action = null, string? name = null) =>
        scope.Add(controller, RouteDefinition.Get, pattern, action, name);

    /// <summary>Answers POST.</summary>
    public void Post(string pattern, string? action = null, string? name = null) =>
        scope.Add(controller, ["POST"], pattern, action, name);

    /// <summary>Answers PUT.</summary>
    public void Put(string pattern, string? action = null, string? name = null) =>
        scope.Add(controller, ["PUT"], pattern, action, name);

    /// <summary>Answers PATCH.</summary>
    public void Patch(string pattern, string? action = null, string? name = null) =>
        scope.Add(controller, ["PATCH"], pattern, action, name);

    /// <summary>Answers DELETE.</summary>
    public void Delete(string pattern, string? action = null, string? name = null) =>
        scope.Add(controller, ["DELETE"], pattern, action, name);
}
