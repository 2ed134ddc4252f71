using System.Net;
using Trestle.Web.Tests.Shop;

namespace Trestle.Web.Tests;

public class FilterTests
{
    [Fact]
    public async Task Run_in_the_order_they_stand_in_the_base_class_s_first()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.GetAsync("/counter");

        Assert.Equal("staff hello on", await answer.Content.ReadAsStringAsync());
        Assert.Equal(["staff hello on last first off"], answer.Headers.GetValues("X-Trace"));
    }

    [Fact]
    public async Task Are_given_what_actions_are_given()
    {
        await using var site = await Site.StartAsync();
        site.Shelf.Articles[7] = new(7, "Tea", "Green.", null);

        Assert.Equal("staff hello on: Tea 7", await site.Client.GetStringAsync("/counter/7"));
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/counter/8")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/counter/seven")).StatusCode);
    }

    [Fact]
    public async Task Answer_instead_of_the_action_and_of_later_filters()
    {
        await using var site = await Site.StartAsync();

        var answer = await site.GetAsync("/counter?who=thief");

        Assert.Equal((HttpStatusCode.Forbidden, "Staff only."), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.False(answer.Headers.Contains("X-Trace"));
    }

    [Fact]
    public async Task Come_before_what_is_wrong_with_the_body()
    {
        await using var site = await Site.StartAsync();

        var thief = await site.PostAsync("/counter?who=thief", ("number", "many"));
        var clerk = await site.PostAsync("/counter", ("number", "many"));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.BadRequest), (thief.StatusCode, clerk.StatusCode));
        Assert.Equal("3", await (await site.PostAsync("/counter", ("number", "3"))).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Are_skipped_where_an_action_says_so()
    {
        await using var site = await Site.StartAsync();

        Assert.Equal("staff", await site.Client.GetStringAsync("/counter/quiet"));
    }

    [Fact]
    public async Task Rescue_exceptions_by_the_nearest_type()
    {
        await using var site = await Site.StartAsync();

        var soldOut = await site.GetAsync("/counter/sell");
        var fallen = await site.GetAsync("/counter/fall");

        Assert.Equal((HttpStatusCode.Gone, "sold out: No tea is left."), (soldOut.StatusCode, await soldOut.Content.ReadAsStringAsync()));
        Assert.Equal((HttpStatusCode.InternalServerError, "rescued: the scale fell"), (fallen.StatusCode, await fallen.Content.ReadAsStringAsync()));
        Assert.Empty(site.Log.Lines);
    }

    [Fact]
    public async Task Leave_other_exceptions_alone()
    {
        await using var site = await Site.StartAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, (await site.GetAsync("/counter/burn")).StatusCode);
        Assert.Single(site.Log.Lines);
    }

    [Fact]
    public async Task An_exception_may_have_a_status_of_its_own()
    {
        await using var site = await Site.StartAsync();

        Assert.Equal(HttpStatusCode.Locked, (await site.GetAsync("/counter/lock")).StatusCode);
        Assert.Empty(site.Log.Lines);
    }

    [Theory]
    [InlineData(
        "Lost",
        """
        LostController.Load is a filter for Shwo, but LostController has no such action.

        Name it by nameof, so that the compiler checks it.
        """)]
    [InlineData(
        "Skipping",
        """
        SkippingController.Index skips RequireAdmin, but SkippingController has no filter of that name; it has RequireStaff, Greet.

        Name it by nameof, so that the compiler checks it.
        """)]
    [InlineData(
        "Deaf",
        """
        DeafController.Wrap is marked [Around], but does not look like it.

        Declare it so:

            [Around] async Task<Result> Wrap(Func<Task<Result>> next)
        """)]
    [InlineData(
        "Wordy",
        """
        WordyController.Tell is marked [After], but does not look like it.

        Declare it so:

            [After] void Tell()
        """)]
    [InlineData(
        "Numbering",
        """
        NumberingController.Count is marked [Before], but does not look like it.

        Declare it so:

            [Before] async Task<Result?> Count()
        """)]
    [InlineData(
        "Calm",
        """
        CalmController.Any is marked [Rescue], but does not look like it.

        Declare it so:

            [Rescue] Result Any(TimeoutException exception)
        """)]
    [InlineData(
        "Greedy",
        """
        GreedyController.Load takes CountParams input, which is neither a value of / nor a service.

        Register the service, or take a simple value instead.
        """)]
    public async Task What_cannot_work_stops_the_start(string controller, string message)
    {
        var failure = await Assert.ThrowsAsync<RouteException>(() => Site.StartAsync(routes: new OneRoute(controller)));

        Assert.Equal(message, failure.Message);
    }

    class OneRoute(string controller) : RouteMap
    {
        protected override void Draw() => Drawings[controller](this);

        static readonly Dictionary<string, Action<OneRoute>> Drawings = new()
        {
            ["Lost"] = map => map.Root<LostController>(),
            ["Skipping"] = map => map.Root<SkippingController>(),
            ["Deaf"] = map => map.Root<DeafController>(),
            ["Wordy"] = map => map.Root<WordyController>(),
            ["Numbering"] = map => map.Root<NumberingController>(),
            ["Calm"] = map => map.Root<CalmController>(),
            ["Greedy"] = map => map.Root<GreedyController>(),
        };
    }

#pragma warning disable IDE0051 // Filters are found by their attributes.
    public class LostController : Controller
    {
        public Result Index() => Text("");

        [Before(Only = ["Shwo"])]
        void Load() => Response.Headers["X-Loaded"] = "1";
    }

    [Skip("RequireAdmin")]
    public class SkippingController : StaffController
    {
        public Result Index() => Text("");
    }

    public class DeafController : Controller
    {
        public Result Index() => Text("");

        [Around]
        Result Wrap() => Text("");
    }

    public class WordyController : Controller
    {
        public Result Index() => Text("");

        [After]
        Result Tell() => Text("");
    }

    public class NumberingController : Controller
    {
        public Result Index() => Text("");

        [Before]
        int Count() => Request.Headers.Count;
    }

    public class CalmController : Controller
    {
        public Result Index() => Text("");

        [Rescue]
        Result Any() => Text("");
    }

    public class GreedyController : Controller
    {
        public Result Index() => Text("");

        [Before]
        void Load(CountParams input) => Response.Headers["X-Loaded"] = $"{input.Number}";
    }
#pragma warning restore IDE0051
}
