namespace Trestle.Live.Tests;

public class JSTests
{
    [Fact]
    public void Runs_commands_one_after_the_other()
    {
        var commands = JS.Show("#menu", new("fade", "from", "to"), TimeSpan.FromMilliseconds(300), display: "flex") + JS.PushFocus() + JS.FocusFirst("#menu");

        Assert.Equal(
            """[["show",{"to":"#menu","display":"flex","transition":[["fade"],["from"],["to"]],"time":300}],["push_focus",{}],["focus_first",{"to":"#menu"}]]""",
            commands.ToString());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Says_each_command_as_the_client_reads_it(JS command, string json)
    {
        ArgumentNullException.ThrowIfNull(command);

        Assert.Equal($"[{json}]", command.ToString());
    }

    public static TheoryData<JS, string> Commands => new()
    {
        { JS.Push("Save", new { Id = 7 }, loading: "#form", pageLoading: true), """["push",{"event":"Save","value":{"id":7},"loading":"#form","page_loading":true}]""" },
        { JS.Hide(JS.Target.Closest("li"), "fade out", blocking: false), """["hide",{"to":{"closest":"li"},"transition":[["fade","out"],[],[]],"blocking":false}]""" },
        { JS.Toggle(JS.Target.Inner("p"), appear: "in", vanish: "out"), """["toggle",{"to":{"inner":"p"},"ins":[["in"],[],[]],"outs":[["out"],[],[]]}]""" },
        { JS.AddClass("a b", "#x"), """["add_class",{"to":"#x","names":["a","b"]}]""" },
        { JS.RemoveClass("a"), """["remove_class",{"names":["a"]}]""" },
        { JS.ToggleClass("a"), """["toggle_class",{"names":["a"]}]""" },
        { JS.Transit("shake", "#x"), """["transition",{"to":"#x","transition":[["shake"],[],[]]}]""" },
        { JS.SetAttribute("aria-expanded", "true"), """["set_attr",{"attr":["aria-expanded","true"]}]""" },
        { JS.RemoveAttribute("open", "#x"), """["remove_attr",{"to":"#x","attr":"open"}]""" },
        { JS.ToggleAttribute("open", "true"), """["toggle_attr",{"attr":["open","true"]}]""" },
        { JS.ToggleAttribute("dir", "ltr", "rtl"), """["toggle_attr",{"attr":["dir","ltr","rtl"]}]""" },
        { JS.IgnoreAttributes("open", "data-*"), """["ignore_attrs",{"attrs":["open","data-*"]}]""" },
        { JS.Dispatch("copy", "#x", new { Text = "a" }, bubbles: false), """["dispatch",{"to":"#x","event":"copy","detail":{"text":"a"},"bubbles":false}]""" },
        { JS.Navigate("/a", replace: true), """["navigate",{"href":"/a","replace":true}]""" },
        { JS.Patch("/a"), """["patch",{"href":"/a"}]""" },
        { JS.Focus("#x"), """["focus",{"to":"#x"}]""" },
        { JS.PopFocus(), """["pop_focus",{}]""" },
        { JS.Exec("phx-remove", "#x"), """["exec",{"to":"#x","attr":"phx-remove"}]""" },
    };
}
