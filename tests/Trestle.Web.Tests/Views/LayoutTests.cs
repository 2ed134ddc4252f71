using System.Text.RegularExpressions;

namespace Trestle.Web.Tests.Views;

public partial class LayoutTests
{
    [Fact]
    public async Task Shows_the_sections_of_its_page_in_their_order_and_a_fallback_for_those_there_are_not()
    {
        var page = await GetAsync("/rooms");

        Assert.Matches(
            """^<!DOCTYPE html><html lang="en"><head><title>Rooms</title></head><body><h1>Rooms</h1><b>Rooms</b><form action="/rooms" method="post" class="button-to"><input type="hidden" name="__RequestVerificationToken" value="[^"]+"><button class="button">Again</button></form></body></html>$""",
            page);
    }

    [Fact]
    public async Task A_layout_may_stand_in_another_and_fill_its_sections() => Assert.Equal(
        """<!DOCTYPE html><html lang="en"><head><title></title></head><body><div class="narrow"><h1>Narrow</h1></div><b>from the layout</b></body></html>""",
        await GetAsync("/rooms/narrow"));

    [Fact]
    public async Task A_page_may_be_a_whole_document() => Assert.Equal("<!DOCTYPE html><title>Whole</title>", await GetAsync("/rooms/whole"));

    [Fact]
    public async Task An_action_may_choose_another_layout_or_none()
    {
        Assert.Equal("<article>Chosen: <h1>Chosen</h1></article>", await GetAsync("/rooms/chosen"));
        Assert.Equal("<h1>Bare</h1>", await GetAsync("/rooms/bare"));
    }

    [Fact]
    public void Says_how_something_else_becomes_a_layout() => Assert.Equal(
        """
        Trestle.Web.Tests.Office.Views.Rooms.Lost asks for the layout LinkTo, which is none.

        Let it be one; in its .razor file:

            @inherits Layout
        """, Assert.Throws<ViewException>(() => new LayoutChain(usual: null).Around(typeof(Office.Views.Rooms.Lost))).Message);

    [Fact]
    public void One_that_is_named_for_its_own_folder_stands_outermost() =>
        Assert.IsType<Folded>(Assert.Single(new LayoutChain(usual: null).Around(typeof(Folded))));

    static async Task<string> GetAsync(string path)
    {
        await using var site = await Site.StartAsync(routes: new Office.Routes());

        return Between().Replace((await site.Client.GetStringAsync(path)).Trim(), ">").Replace("\n<", "<", StringComparison.Ordinal);
    }

    [GeneratedRegex(@">\s+(?=<)")]
    private static partial Regex Between();

    [Microsoft.AspNetCore.Components.Layout(typeof(Folded))]
    public sealed class Folded : Layout;
}
