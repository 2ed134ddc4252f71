namespace Trestle;

/// <summary>What an application answers: derive <c>Routes : RouteMap</c> and draw it in <c>Draw</c>.</summary>
public abstract class RouteMap : RouteScope
{
    protected RouteMap()
        : base(RoutePlace.Top, RouteRules.None, new())
    {
    }

    /// <summary>Every route, in the order in which they are drawn and asked: the first that fits answers.</summary>
    public IReadOnlyList<RouteDefinition> All
    {
        get
        {
            if (Drawing.Routes.Count == 0)
            {
                Draw();
                RouteOrder.Check(Drawing.Routes, GetType().Name);
            }

            return Drawing.Routes;
        }
    }

    /// <summary>Draws the routes: <c>Root</c>, <c>Resources</c>, <c>Live</c>, <c>Scope</c>, <c>Get</c> ...</summary>
    protected abstract void Draw();
}
