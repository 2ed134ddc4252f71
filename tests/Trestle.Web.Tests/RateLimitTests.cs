using System.Net;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Trestle.Web.Tests;

public class RateLimitTests
{
    readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(60));

    [Fact]
    public async Task Lets_so_many_pass_and_says_when_the_next_may()
    {
        await using var site = await StartAsync();

        for (var i = 0; i < 3; i++)
            Assert.Equal("login", await site.Client.GetStringAsync("/login"));

        var refused = await site.GetAsync("/login");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(63), refused.Headers.RetryAfter?.Delta);
        Assert.Contains("<h1>This was asked too often</h1>\n<p>3 of these are taken in 60 seconds. Try again in 63 seconds.</p>", await refused.Content.ReadAsStringAsync());
        Assert.Empty(site.Log.Lines);

        time.Advance(TimeSpan.FromSeconds(62));
        Assert.Equal(TimeSpan.FromSeconds(1), (await site.GetAsync("/login")).Headers.RetryAfter?.Delta);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("login", await site.Client.GetStringAsync("/login"));
    }

    [Fact]
    public async Task Counts_each_address_as_the_proxy_on_this_machine_says_it()
    {
        await using var site = await StartAsync();

        Assert.Equal((3, 3, 3), (await PassAsync(site, "/login", "203.0.113.1"), await PassAsync(site, "/login", "203.0.113.2"), await PassAsync(site, "/login", "2001:db8:0:1::1")));
        Assert.Equal(0, await PassAsync(site, "/login", "2001:db8:0:1:ffff::2")); // the same connection to the network
        Assert.Equal(0, await PassAsync(site, "/login", "198.51.100.7, 203.0.113.1")); // what stands before may be made up
        Assert.Equal(3, await PassAsync(site, "/login", "nonsense"));
        Assert.Equal(0, await PassAsync(site, "/login", null));
    }

    [Fact]
    public async Task Looks_behind_proxies_that_are_named_and_no_others()
    {
        await using var site = await StartAsync(new() { Proxies = ["10.0.0.0/8"] });

        Assert.Equal(3, await PassAsync(site, "/login", "203.0.113.1, 10.1.2.3"));
        Assert.Equal(0, await PassAsync(site, "/login", "203.0.113.1"));
        Assert.Equal(3, await PassAsync(site, "/login", "203.0.113.1, 11.1.2.3"));
        Assert.Equal(0, await PassAsync(site, "/login", "203.0.113.9, 11.1.2.3"));
    }

    [Fact]
    public async Task Counts_by_a_method_of_the_controller_and_answers_with_another()
    {
        await using var site = await StartAsync();

        Assert.Equal((2, 2, 5), (await PassAsync(site, "/reports?account=a"), await PassAsync(site, "/reports?account=b"), await PassAsync(site, "/reports")));

        var refused = await site.GetAsync("/reports?account=a");
        Assert.Equal((HttpStatusCode.TooManyRequests, "Have a tea.", TimeSpan.FromSeconds(11)), (refused.StatusCode, await refused.Content.ReadAsStringAsync(), refused.Headers.RetryAfter?.Delta));
    }

    [Fact]
    public async Task Is_for_the_actions_it_names_and_counts_them_together()
    {
        await using var site = await StartAsync();

        Assert.Equal(5, await PassAsync(site, "/free"));
        Assert.Equal((2, 0), (await PassAsync(site, "/one"), await PassAsync(site, "/two")));
    }

    [Fact]
    public async Task Limits_of_one_name_count_together()
    {
        await using var site = await StartAsync();

        Assert.Equal((3, 0), (await PassAsync(site, "/mail"), await PassAsync(site, "/letter")));
    }

    [Fact]
    public async Task Comes_before_the_check_of_forgery()
    {
        await using var site = await StartAsync();
        using var nothing = new StringContent("");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ => (await site.Client.PostAsync("/send", nothing)).StatusCode));

        Assert.Equal((3, 2), (answers.Count(status => status == HttpStatusCode.BadRequest), answers.Count(status => status == HttpStatusCode.TooManyRequests)));
    }

    [Fact]
    public void Never_lets_more_pass_in_any_stretch_of_the_time() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[20, 5000], Gen.Int[0, 400].Array[1, 200]).Sample((to, milliseconds, pauses) =>
        {
            var clock = new FakeTimeProvider();
            var start = clock.GetTimestamp();
            var counts = new RequestCounts(to, TimeSpan.FromMilliseconds(milliseconds), clock);
            List<double> passed = [];
            TimeSpan? told = null;

            foreach (var pause in pauses)
            {
                clock.Advance(TimeSpan.FromMilliseconds(pause));
                told -= TimeSpan.FromMilliseconds(pause);
                var wait = counts.Wait("ann");

                if (wait is null)
                {
                    Assert.False(told > TimeSpan.Zero, "it was told to wait longer");
                    passed.Add(clock.GetElapsedTime(start).TotalMilliseconds);
                }
                else
                {
                    Assert.InRange(wait.Value.TotalMilliseconds, 0.0001, (milliseconds * 1.05) + 0.01);
                    Assert.False(told <= TimeSpan.Zero, "it has waited as told");
                }

                told = wait;
            }

            for (var i = to; i < passed.Count; i++)
                Assert.True(passed[i] - passed[i - to] >= milliseconds, $"{to + 1} passed within {passed[i] - passed[i - to]} of {milliseconds} ms");
        });

    [Fact]
    public void Lets_no_more_pass_when_many_threads_ask_at_once()
    {
        var counts = new RequestCounts(1000, TimeSpan.FromMinutes(1), time);
        var passed = 0;

        Parallel.For(0, 20_000, i =>
        {
            if (counts.Wait(i % 2 == 0 ? "ann" : "bob") is null)
                Interlocked.Increment(ref passed);
        });

        Assert.Equal(2000, passed);
    }

    [Fact]
    public void Remembers_so_many_clients_and_counts_those_beyond_as_one()
    {
        var counts = new RequestCounts(1, TimeSpan.FromMinutes(1), time, mostClients: 2);

        Assert.Equal((null, null, null), (counts.Wait("ann"), counts.Wait("bob"), counts.Wait("cid")));
        Assert.NotNull(counts.Wait("dora"));
        Assert.NotNull(counts.Wait("ann"));
        Assert.Equal(3, counts.Clients);

        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(counts.Wait("dora"));
        Assert.Equal(1, counts.Clients);
    }

    [Theory]
    [InlineData(
        "/lost",
        """
        LostController limits the rate of Shwo, but has no such action.

        Name it by nameof, so that the compiler checks it.
        """)]
    [InlineData("/never", "expected the rate of NeverController.Index to be at least 1 in 0.001 to 31536000 seconds, got: 0 in 60")]
    [InlineData(
        "/anybody",
        """
        AnybodyController has [RateLimit(By = "Account")], but no method that looks like it.

        Declare it so:

            string? Account() => ...
        """)]
    [InlineData(
        "/mail",
        """
        OtherMailController.Index limits "mail" to 4 in 60 seconds, but another action to 3 in 60.

        Limits of one name count together: give both the same numbers, or another name.
        """)]
    public async Task What_cannot_work_stops_the_start(string path, string message) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<RouteException>(() => Site.StartAsync(routes: new Wrong(path)))).Message);

    [Fact]
    public async Task Says_which_proxy_is_no_address() => Assert.Equal(
        "expected Web:Proxies to hold addresses and networks such as 10.0.0.0/8, got: \"proxy.example\"",
        (await Assert.ThrowsAsync<RouteException>(() => Site.StartAsync(new() { Proxies = ["proxy.example"] }))).Message);

    Task<Site> StartAsync(WebOptions? options = null) => Site.StartAsync(options, routes: new Limited(), time: time);

    /// <summary>How many of five requests pass.</summary>
    static async Task<int> PassAsync(Site site, string path, string? from = null)
    {
        var passed = 0;

        for (var i = 0; i < 5; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);

            if (from is not null)
                request.Headers.Add("X-Forwarded-For", from);

            passed += (await site.Client.SendAsync(request)).IsSuccessStatusCode ? 1 : 0;
        }

        return passed;
    }

    class Limited : RouteMap
    {
        protected override void Draw()
        {
            Get<LoginController>("/login", "Index");
            Post<LoginController>("/send", "Send");
            Get<ReportsController>("/reports", "Index");
            Get<DeskController>("/free", "Free");
            Get<DeskController>("/one", "One");
            Get<DeskController>("/two", "Two");
            Get<MailController>("/mail", "Index");
            Get<LetterController>("/letter", "Index");
        }
    }

    class Wrong(string path) : RouteMap
    {
        protected override void Draw()
        {
            switch (path)
            {
                case "/lost":
                    Get<LostController>(path, "Index");
                    break;
                case "/never":
                    Get<NeverController>(path, "Index");
                    break;
                case "/anybody":
                    Get<AnybodyController>(path, "Index");
                    break;
                default:
                    Get<MailController>(path, "Index");
                    Get<OtherMailController>("/other", "Index");
                    break;
            }
        }
    }

#pragma warning disable IDE0051 // They are found by their names.
    public class LoginController : Controller
    {
        [RateLimit(3)]
        public Result Index() => Text("login");

        [RateLimit(3)]
        public Result Send() => Text("sent");
    }

    [RateLimit(2, PerSeconds = 10, By = nameof(Account), With = nameof(Busy))]
    public class ReportsController : Controller
    {
        public Result Index() => Text("report");

        string? Account() => Request.Query["account"];

        Result Busy() => Text("Have a tea.", 429);
    }

    [RateLimit(2, Except = [nameof(Free)])]
    public class DeskController : Controller
    {
        public Result Free() => Text("free");

        public Result One() => Text("one");

        public Result Two() => Text("two");
    }

    [RateLimit(3, Name = "mail")]
    public class MailController : Controller
    {
        public Result Index() => Text("mail");
    }

    [RateLimit(3, Name = "mail")]
    public class LetterController : Controller
    {
        public Result Index() => Text("letter");
    }

    [RateLimit(4, Name = "mail")]
    public class OtherMailController : Controller
    {
        public Result Index() => Text("mail");
    }

    [RateLimit(3, Only = ["Shwo"])]
    public class LostController : Controller
    {
        public Result Index() => Text("");
    }

    [RateLimit(0)]
    public class NeverController : Controller
    {
        public Result Index() => Text("");
    }

    [RateLimit(3, By = "Account")]
    public class AnybodyController : Controller
    {
        public Result Index() => Text("");

        int Account() => Request.Headers.Count;
    }
#pragma warning restore IDE0051
}
