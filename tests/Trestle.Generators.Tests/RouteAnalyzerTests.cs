namespace Trestle.Generators.Tests;

public class RouteAnalyzerTests
{
    [Theory]
    [InlineData("Get<PagesController>(\"/about\", \"Abuot\");", "TRS2001 1: PagesController has no action Abuot. Did you mean About.")]
    [InlineData("Get<PagesController>(\"/imprint\");", "TRS2001 1: PagesController has no action Imprint. It has Index, About.")]
    [InlineData("Get<PagesController>(\"/x\", \"View\");", "TRS2001 1: PagesController has no action View. It has Index, About.")]
    [InlineData("Get<PagesController>(\"/x\", \"ToString\");", "TRS2001 1: PagesController has no action ToString. It has Index, About.")]
    [InlineData("Get<EmptyController>(\"/x\", \"Show\");", "TRS2001 1: EmptyController has no action Show. It has no action yet.")]
    [InlineData("Root<EmptyController>();", "TRS2001 1: EmptyController has no action Index. It has no action yet.")]
    [InlineData("Resources<PagesController>(Only.Index | Only.Destroy);", "TRS2001 1: PagesController has no action Destroy. It has Index, About.")]
    [InlineData("Resources<PagesController>(page => page.Member.Post(\"about-us\"));", "TRS2001 1: PagesController has no action AboutUs. Did you mean About.")]
    public async Task Says_which_action_is_not_there_and_which_was_meant(string draw, string fault) => Assert.Equal([fault], await FaultsIn(draw));

    [Theory]
    [InlineData("foreach (var word in new[] { \"a\" }) Get<PagesController>(word, \"About\");", "a loop draws it")]
    [InlineData("for (var i = 0; i < 2; i++) Scope($\"/{i}\", scope => scope.Root<PagesController>());", "a loop draws it")]
    [InlineData("while (DateTime.Now.Year > 1) Root<PagesController>();", "a loop draws it")]
    [InlineData("Get<PagesController>($\"/{DateTime.Now}\", \"About\");", "its pattern is not a constant")]
    [InlineData("Get<PagesController>(\"/about\", name: typeof(string).Name);", "its name is not a constant")]
    [InlineData("Resources<PagesController>(path: $\"{1 + 1}\");", "its path is not a constant")]
    [InlineData("Action<RouteScope> nested = scope => { }; Scope(\"/\", nested);", "what is nested is neither a lambda nor a method of this project")]
    [InlineData("Action<RouteScope> nested = scope => { }; nested(this);", "Invoke is not in this project")]
    [InlineData("new[] { this }[0].Root<PagesController>();", "it is drawn on something that is neither the map nor a scope it was handed")]
    public async Task Says_what_it_cannot_read(string draw, string reason) => Assert.Equal(
        [$"TRS2002 1: Paths has no helper for this route: {reason}. Write the route out, or disable this warning where no helper is needed."],
        await FaultsIn(draw));

    [Fact]
    public async Task Says_when_a_chosen_name_has_another_path() => Assert.Equal(
        ["TRS2003 1: /us is named About, but another path has that name already. Give it a name of its own."],
        await FaultsIn("Get<PagesController>(\"/about\"); Get<PagesController>(\"/us\", \"About\", name: \"About\");"));

    [Theory]
    [InlineData("Get<PagesController>(\"/about\"); Post<PagesController>(\"/about\", name: \"About\");")]
    [InlineData("Resources<PagesController>(); Resources<EmptyController>(page => page.Resources<PagesController>());")]
    [InlineData("foreach (var word in new[] { \"a\" }) Console.WriteLine(word); Root<PagesController>();")]
    [InlineData("Mount(\"/x\", context => Task.CompletedTask); Redirect(\"/a\", \"/b\");")]
    [InlineData("Resources<PagesController>(Twice); Resources<EmptyController>(Twice); } static void Twice(RouteScope scope) { scope.Get<PagesController>(\"about\");")]
    public async Task Finds_no_fault_in_a_good_map(string draw) => Assert.Empty(await FaultsIn(draw));

    [Fact]
    public async Task A_method_that_draws_in_two_scopes_has_its_fault_once() => Assert.Single(await FaultsIn(
        "Scope(\"/a\", Twice); Scope(\"/b\", Twice); } static void Twice(RouteScope scope) { scope.Get<PagesController>(\"abuot\");"));

    static Task<string[]> FaultsIn(string draw) => Code.FaultsIn(
        $"public class Routes : RouteMap {{ protected override void Draw() {{ {draw} }} }}\n"
        + "public class PagesController : Controller { public Result Index() => Text(\"\"); public Task<Result> About() => Task.FromResult<Result>(Text(\"\")); }\n"
        + "public class EmptyController : Controller;");
}
