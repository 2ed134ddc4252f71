using static Trestle.Web.Tests.Drawn;

namespace Trestle.Web.Tests;

public class RouteOrderTests
{
    [Fact]
    public void Says_which_route_is_never_reached()
    {
        var hidden = Assert.Throws<RouteException>(() => Lines(routes =>
        {
            routes.Get<PartsController>("/parts/{id}", "Show");
            routes.Get<PartsController>("/parts/search");
        }));

        Assert.Equal(
            """
            GET /parts/search is never reached: /parts/{id}, drawn before it for PartsController.Show, takes it.

            Draw /parts/search first in TestRoutes.Draw, or say what /parts/{id} takes: Segment("id", @"\d+", ...).
            """, hidden.Message);
    }

    [Theory]
    [InlineData("/{**rest}", "/parts/1")]
    [InlineData("/{a}/{b}", "/parts/{id:int}")]
    [InlineData("/parts/{id?}", "/parts")]
    [InlineData("/parts/{page=1}", "/Parts")]
    [InlineData("/parts/{id:int}", "/parts/{number:int}")]
    public void A_wider_route_hides_those_after_it(string first, string later) =>
        Assert.Throws<RouteException>(() => Two(first, later));

    [Theory]
    [InlineData("/parts/{id:int}", "/parts/search")]
    [InlineData("/parts/{id}", "/parts/{**rest}")]
    [InlineData("/parts/{id}", "/parts/{id}/edit")]
    [InlineData("/parts/{id}/edit", "/parts/{id}")]
    [InlineData("/parts/{id:int}", "/parts/{id}")]
    [InlineData("/{**rest:regex(^a/b$)}", "/parts")]
    [InlineData("/parts/v{id}", "/parts/{id}")]
    public void A_narrower_route_leaves_room_for_those_after_it(string first, string later) => Assert.Equal(2, Two(first, later));

    [Fact]
    public void A_rule_leaves_room_too() => Assert.Equal(3, All(routes =>
    {
        routes.Segment("id", "[0-9]+", numbered => numbered.Get<PartsController>("/parts/{id}", "Show"));
        routes.Host("api.example.com", api => api.Get<PartsController>("/parts/{id}", "Show"));
        routes.Get<PartsController>("/parts/{id}", "Show");
    }).Count);

    [Fact]
    public void The_same_rule_leaves_none() => Assert.Throws<RouteException>(() => All(routes =>
        routes.Host("api.example.com", api =>
        {
            api.Get<PartsController>("/parts/{id}", "Show");
            api.Get<PartsController>("/parts/search");
        })));

    static int Two(string first, string later) => All(routes =>
    {
        routes.Get<PartsController>(first, "Show");
        routes.Get<PartsController>(later, "Show");
    }).Count;
}
