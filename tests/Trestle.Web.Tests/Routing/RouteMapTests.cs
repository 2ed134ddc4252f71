using Trestle.Web.Tests.Shop;
using static Trestle.Web.Tests.Drawn;

namespace Trestle.Web.Tests;

public class RouteMapTests
{
    [Fact]
    public void Draws_the_actions_a_controller_has()
    {
        Assert.Equal(
            [
                "GET /parts: PartsController.Index",
                "GET /parts/new: PartsController.New",
                "POST /parts: PartsController.Create",
                "GET /parts/{id}: PartsController.Show",
                "GET /parts/{id}/edit: PartsController.Edit",
                "PATCH|PUT /parts/{id}: PartsController.Update",
                "DELETE /parts/{id}: PartsController.Destroy",
            ],
            Lines(routes => routes.Resources<PartsController>()));
    }

    [Fact]
    public void Draws_only_what_is_named_or_all_but_what_is_excepted()
    {
        Assert.Equal(
            ["GET /parts: PartsController.Index", "DELETE /parts/{id}: PartsController.Destroy"],
            Lines(routes => routes.Resources<PartsController>(Only.Index | Only.Destroy)));
        Assert.Equal(
            ["GET /parts: PartsController.Index", "GET /parts/{id}: PartsController.Show"],
            Lines(routes => routes.Resources<PartsController>(
                except: Only.New | Only.Create | Only.Edit | Only.Update | Only.Destroy)));
    }

    [Fact]
    public void Nests_below_the_parents_id()
    {
        Assert.Equal(
            [
                "POST /order-lines/{orderLineId}/stamp: StampController.Create",
                "DELETE /order-lines/{orderLineId}/stamp: StampController.Destroy",
                "GET /order-lines/{orderLineId}/parts/{id}: PartsController.Show",
            ],
            Lines(routes => routes.Resources<OrderLinesController>(line =>
            {
                line.Resource<StampController>();
                line.Resources<PartsController>(Only.Show);
            })));
    }

    [Fact]
    public void Scopes_below_a_path()
    {
        Assert.Equal(
            ["GET /admin/parts: PartsController.Index", "GET /admin: PartsController.Index", "GET /admin/clock: ClockLive"],
            Lines(routes => routes.Scope("/admin", admin =>
            {
                admin.Resources<PartsController>(Only.Index);
                admin.Root<PartsController>();
                admin.Live<ClockLive>("clock");
            })));
    }

    [Fact]
    public void Says_which_action_is_missing()
    {
        var missing = Assert.Throws<RouteException>(() => Lines(routes => routes.Resources<StampController>(Only.Show)));

        Assert.Equal(
            """
            StampController has no action Show; it has Create, Destroy.

            Add one to StampController:

                public Result Show() => ...
            """, missing.Message);
    }

    [Fact]
    public void Says_what_an_action_must_return()
    {
        var wrong = Assert.Throws<RouteException>(() => Lines(routes => routes.Get<OddController>("/odd", "Count")));

        Assert.Equal(
            """
            OddController.Count returns Task<int>, but an action returns Result or Task<Result>.

            Declare it so:

                public async Task<Result> Count(...)
            """, wrong.Message);
    }

    [Fact]
    public void Refuses_two_actions_of_one_name()
    {
        var ambiguous = Assert.Throws<RouteException>(() => Lines(routes => routes.Get<OddController>("/odd", "Twice")));

        Assert.Equal(
            """
            OddController has more than one action Twice, and a route can mean only one of them.

            Give each its own name.
            """, ambiguous.Message);
    }

    [Fact]
    public void Refuses_to_draw_a_route_twice()
    {
        var twice = Assert.Throws<RouteException>(() => Lines(routes =>
        {
            routes.Resources<PartsController>(Only.Show);
            routes.Live<ClockLive>("/Parts/{number}");
        }));

        Assert.Equal(
            """
            GET /Parts/{number} is drawn twice: for PartsController.Show and for ClockLive.

            Remove one of them from TestRoutes.Draw.
            """, twice.Message);
    }

    [Theory]
    [InlineData("/artcles", "/articles")]
    [InlineData("/articles/1/edti", "/articles/{id}/edit")]
    [InlineData("/zzzzzz", null)]
    public void Knows_the_nearest_route(string path, string? nearest) =>
        Assert.Equal(nearest, RoutesPage.Nearest(path, ["/", "/articles", "/articles/{id}/edit", "/readers"]));
}
