using static Trestle.Web.Tests.Drawn;

namespace Trestle.Web.Tests;

public class ResourceTests
{
    [Fact]
    public void Names_the_seven_actions_as_their_helpers()
    {
        Assert.Equal(
            ["Parts /parts", "NewPart /parts/new", "Part /parts/{id}", "EditPart /parts/{id}/edit"],
            Names(routes => routes.Resources<PartsController>()));
    }

    [Fact]
    public void A_list_and_a_thing_of_one_name_are_told_apart() =>
        Assert.Equal(["NewsIndex /news", "News /news/{id}"], Names(routes => routes.Resources<NewsController>()));

    [Fact]
    public void Chooses_its_path_parameter_segments_and_name()
    {
        Assert.Equal(
            ["Pieces /bits", "NewPiece /bits/add", "Piece /bits/{code}", "EditPiece /bits/{code}/change"],
            Names(routes => routes.Resources<PartsController>(path: "bits", param: "code", newPath: "add", editPath: "change", name: "Pieces")));
        Assert.Equal(
            ["NewStamp /seal/add", "Stamp /seal"],
            Names(routes => routes.Resource<PartsController>(Only.New | Only.Create, path: "seal", newPath: "add", name: "Stamp")));
    }

    [Fact]
    public void Draws_several_alike()
    {
        Assert.Equal(
            ["GET /parts: PartsController.Index", "GET /news: NewsController.Index"],
            Lines(routes => routes.Resources<PartsController, NewsController>(Only.Index)));
        Assert.Equal(
            ["DELETE /stamp/{id}: StampController.Destroy", "DELETE /parts/{id}: PartsController.Destroy"],
            Lines(routes => routes.Resources<StampController, PartsController, OrderLinesController>(except: ~Only.Destroy)));
    }

    [Fact]
    public void Names_what_is_nested_after_its_parents()
    {
        Assert.Equal(
            [
                "OrderLineParts /order-lines/{orderLineId}/parts",
                "NewOrderLinePart /order-lines/{orderLineId}/parts/new",
                "OrderLinePart /order-lines/{orderLineId}/parts/{id}",
                "EditOrderLinePart /order-lines/{orderLineId}/parts/{id}/edit",
                "OrderLineStamp /order-lines/{orderLineId}/stamp",
            ],
            Names(routes => routes.Resources<OrderLinesController>(line =>
            {
                line.Resources<PartsController>();
                line.Resource<StampController>();
            })));
    }

    [Fact]
    public void Calls_the_parents_parameter_after_both()
    {
        Assert.Equal(
            ["OrderLineParts /order-lines/{orderLineCode}/parts"],
            Names(routes => routes.Resources<OrderLinesController>(param: "code", nested: line => line.Resources<PartsController>(Only.Index))));
    }

    [Fact]
    public void Keeps_the_rule_of_its_parameter() => Assert.Equal(
        ["PartNewsIndex /parts/{partId:int}/news", "Part /parts/{id:int}"],
        Names(routes => routes.Resources<PartsController>(Only.Show, param: "id:int", nested: part => part.Resources<NewsController>(Only.Index))));

    [Fact]
    public void Shallow_leaves_the_parents_out_where_an_id_is_enough()
    {
        Assert.Equal(
            [
                "AdminOrderLineParts /admin/order-lines/{orderLineId}/parts",
                "NewAdminOrderLinePart /admin/order-lines/{orderLineId}/parts/new",
                "AdminPart /admin/parts/{id}",
                "EditAdminPart /admin/parts/{id}/edit",
            ],
            Names(routes => routes.Namespace("Admin", admin =>
                admin.Resources<OrderLinesController>(shallow: true, nested: line => line.Resources<PartsController>()))));
        Assert.Equal(
            ["PartNewsIndex /parts/{partId}/news", "News /news/{id}"],
            Names(routes => routes.Resources<OrderLinesController>(line =>
                line.Resources<PartsController>(Only.None, shallow: true, nested: part => part.Resources<NewsController>()))));
    }

    [Fact]
    public void Adds_actions_of_one_of_all_and_of_a_new_one()
    {
        Assert.Equal(
            [
                "GET /parts/{id}/preview: PartsController.Preview",
                "GET /parts/search: PartsController.Search",
                "POST /parts/new/preview: PartsController.Preview",
                "GET /parts/{id}: PartsController.Show",
            ],
            Lines(Draw));
        Assert.Equal(
            ["PreviewPart /parts/{id}/preview", "SearchParts /parts/search", "PreviewNewPart /parts/new/preview", "Part /parts/{id}"],
            Names(Draw));

        static void Draw(RouteScope routes) => routes.Resources<PartsController>(Only.Show, nested: part =>
        {
            part.Member.Get("preview");
            part.Collection.Get("search");
            part.New.Post("preview", nameof(PartsController.Preview));
        });
    }

    [Fact]
    public void Adds_actions_for_every_method()
    {
        Assert.Equal(
            [
                "POST /parts/a: PartsController.Search",
                "PUT /parts/a: PartsController.Search",
                "PATCH /parts/a: PartsController.Search",
                "DELETE /parts/a: PartsController.Search",
            ],
            Lines(routes => routes.Resources<PartsController>(Only.None, nested: part =>
            {
                part.Collection.Post("a", "Search");
                part.Collection.Put("a", "Search");
                part.Collection.Patch("a", "Search");
                part.Collection.Delete("a", "Search");
            })));
    }

    [Fact]
    public void A_method_that_draws_is_a_concern()
    {
        Assert.Equal(
            ["PartNewsIndex /parts/{partId}/news", "OrderLineNewsIndex /order-lines/{orderLineId}/news"],
            Names(routes =>
            {
                routes.Resources<PartsController>(Only.None, nested: Newsworthy);
                routes.Resources<OrderLinesController>(Newsworthy);
            }));

        static void Newsworthy(RouteScope thing) => thing.Resources<NewsController>(Only.Index);
    }
}
