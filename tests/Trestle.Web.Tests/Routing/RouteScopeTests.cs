using Trestle.Web.Tests.Shop;
using static Trestle.Web.Tests.Drawn;

namespace Trestle.Web.Tests;

public class RouteScopeTests
{
    [Fact]
    public void A_scope_gives_a_path_and_a_name_only_when_asked()
    {
        Assert.Equal(
            ["Parts /admin/parts"],
            Names(routes => routes.Scope("/admin", admin => admin.Resources<PartsController>(Only.Index))));
        Assert.Equal(
            ["StaffParts /admin/parts", "StaffRoot /admin"],
            Names(routes => routes.Scope("/admin", name: "Staff", nested: admin =>
            {
                admin.Resources<PartsController>(Only.Index);
                admin.Root<PartsController>();
            })));
    }

    [Fact]
    public void A_namespace_gives_both_and_may_have_another_path()
    {
        Assert.Equal(
            ["BackOfficeParts /back-office/parts", "NewBackOfficePart /back-office/parts/new"],
            Names(routes => routes.Namespace("BackOffice", office => office.Resources<PartsController>(Only.Index | Only.New))));
        Assert.Equal(
            ["AdminParts /sekret/parts"],
            Names(routes => routes.Namespace("Admin", path: "/sekret", nested: admin => admin.Resources<PartsController>(Only.Index))));
    }

    [Fact]
    public void A_scope_may_hold_a_parameter() => Assert.Equal(
        ["GET /{locale}/parts: PartsController.Index"],
        Lines(routes => routes.Scope("/{locale}", local => local.Resources<PartsController>(Only.Index))));

    [Fact]
    public void Single_routes_are_named_by_their_path_and_mean_the_action_it_ends_with()
    {
        Assert.Equal(
            [
                "GET /parts/search: PartsController.Search",
                "GET /news/{id}/preview: PartsController.Preview",
                "GET /: PartsController.Index",
                "GET /live: ClockLive",
                "GET /{id}: PartsController.Show",
            ],
            Lines(Draw));
        Assert.Equal(["PartsSearch /parts/search", "NewsPreview /news/{id}/preview", "Root /", "Clock /live"], Names(Draw));

        static void Draw(RouteScope routes)
        {
            routes.Get<PartsController>("/parts/search");
            routes.Get<PartsController>("/news/{id}/preview");
            routes.Root<PartsController>();
            routes.Live<ClockLive>("/live");
            routes.Get<PartsController>("/{id}", "Show");
        }
    }

    [Fact]
    public void A_name_may_be_chosen() => Assert.Equal(
        ["Found /search", "Home /", "Now /clock"],
        Names(routes =>
        {
            routes.Get<PartsController>("/search", name: "Found");
            routes.Root<PartsController>(name: "Home");
            routes.Live<ClockLive>("/clock", name: "Now");
        }));

    [Fact]
    public void The_first_path_keeps_a_name_that_was_not_chosen()
    {
        var routes = All(routes =>
        {
            routes.Live<ClockLive>("/parts/new", name: "NewPart");
            routes.Live<PartsLive>("/");
            routes.Get<PartsController>("/parts", "Index");
            routes.Scope("/more", more => more.Resources<PartsController>(Only.Index));
        });

        Assert.Equal(["NewPart", "Root", "Parts", null], routes.Select(route => route.Name));
    }

    [Fact]
    public void Refuses_a_chosen_name_that_another_path_has()
    {
        var taken = Assert.Throws<RouteException>(() => Names(routes =>
        {
            routes.Get<PartsController>("/search");
            routes.Get<PartsController>("/find", "Search", name: "Search");
        }));

        Assert.Equal(
            """
            /find is named Search, but another path has that name already.

            Give it a name of its own: name: "OtherSearch".
            """, taken.Message);
    }

    [Fact]
    public void Refuses_a_name_that_no_helper_can_have()
    {
        var odd = Assert.Throws<RouteException>(() => Names(routes => routes.Get<PartsController>("/search", name: "find it")));

        Assert.Equal(
            """
            expected the name of /search to be a name in C#, got: "find it"

            Use letters and digits: name: "Search".
            """, odd.Message);
    }

    [Fact]
    public void Asks_for_an_action_that_the_path_does_not_say()
    {
        var silent = Assert.Throws<RouteException>(() => Names(routes => routes.Get<PartsController>("/{id}")));

        Assert.Equal(
            """
            /{id} says no action of PartsController: it has no word to take for one.

            Name it: Get<PartsController>("/{id}", nameof(PartsController.Show)).
            """, silent.Message);
    }

    [Fact]
    public void Several_methods_are_one_action_and_two_routes() => Assert.Equal(
        ["GET /search: PartsController.Search", "POST|PUT /search: PartsController.Search", "POST /seek: PartsController.Search"],
        Lines(routes =>
        {
            routes.Match<PartsController>(["get", "POST", "put"], "/search");
            routes.Match<PartsController>(["POST"], "/seek", "Search");
        }));

    sealed class PartsLive : Component;
}
