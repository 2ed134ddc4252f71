namespace Trestle.Generators.Tests;

public class StaticsAnalyzerTests
{
    [Fact]
    public async Task Warns_of_statics_that_change_in_a_process_class()
    {
        var faults = await Code.FaultsIn(
            """
            public class Server : GenServer
            {
                const int Limit = 3;
                static readonly string[] Names = ["a"];
                static readonly TimeSpan Pause = TimeSpan.Zero;
                static int count = Limit + Names.Length + Pause.Seconds;
                static readonly Dictionary<string, int> Seen = [];
                public static int Total { get; set; }
                public static List<int> All { get; } = [];
                public static int Count => count + Seen.Count;
            }

            public class NoProcess { public static int Total { get; set; } }
            """);

        Assert.Equal(
            [
                "TRS1003 6: Server.count is static and can change, so all processes share it. Make it readonly, or an instance field.",
                "TRS1003 7: Server.Seen is static and can change, so all processes share it. It is Dictionary<string, int>: make it an instance field, or ImmutableDictionary<string, int>.",
                "TRS1003 8: Server.Total is static and can change, so all processes share it. Take out its setter, or make it an instance property.",
                "TRS1003 9: Server.All is static and can change, so all processes share it. It is List<int>: make it an instance property, or ImmutableList<int>.",
            ],
            faults);
    }

    [Fact]
    public async Task Counts_live_views_as_processes()
    {
        var faults = await Code.FaultsIn("public class Page : LiveView { public static int Visits; }");

        Assert.Equal(["TRS1003 1: Page.Visits is static and can change, so all processes share it. Make it readonly, or an instance field."], faults);
    }

    [Fact]
    public async Task Makes_a_static_readonly() => Assert.Equal(
        "public class Server : GenServer { public static readonly int Limit = 3; }",
        await Code.Fix("public class Server : GenServer { public static int Limit = 3; }", "TRS1003"));
}
