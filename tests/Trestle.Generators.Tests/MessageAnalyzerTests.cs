namespace Trestle.Generators.Tests;

public class MessageAnalyzerTests
{
    [Fact]
    public async Task Takes_records_of_values_and_immutable_collections()
    {
        var faults = await Code.FaultsIn(
            """
            public record Order(int Id, string Name, ImmutableArray<Line> Lines, Pid From, DateTimeOffset At, (int, string)? Pair, Order? Parent) : ICast
            {
                public Uri? Address { get; init; }
                public string Title => Name + Id;
                public ImmutableDictionary<string, Guid> Keys { get; } = ImmutableDictionary<string, Guid>.Empty;
            }

            public readonly record struct Line(decimal Price, ExitReason Reason, Ref<GenServer> Server, Exception? Fault);
            public record Ask(CancellationToken Token) : ICall<ImmutableList<Line>>;
            """);

        Assert.Empty(faults);
    }

    [Fact]
    public async Task Names_the_way_to_what_can_change()
    {
        var faults = await Code.FaultsIn(
            """
            public record Order(Customer Customer, List<Line> Lines) : ICast;
            public record Customer(string Name) { public int[] Visits { get; init; } = []; }
            public record Line(string Text);
            """);

        Assert.Equal(
            [
                "TRS1001 1: Order can change after it was sent: Order.Customer.Visits is int[]. Make it ImmutableArray<int>.",
                "TRS1001 1: Order can change after it was sent: Order.Lines is List<Line>. Make it ImmutableList<Line>.",
            ],
            faults);
    }

    [Theory]
    [InlineData("public int Count { get; set; }", "Order.Count has a setter. Make it init.")]
    [InlineData("public int Count;", "Order.Count is a field that is not readonly. Make it readonly.")]
    [InlineData("public IReadOnlyList<int> Lines { get; init; } = [];", "Order.Lines is IReadOnlyList<int>, which may be a collection that changes. Make it ImmutableArray<int>.")]
    [InlineData("public Action? Done { get; init; }", "Order.Done is Action, which brings along what it captured. Send a value, and decide where it arrives what to do.")]
    [InlineData("public object? Any { get; init; }", "Order.Any is object, which may be anything. Give it a type that cannot change.")]
    [InlineData("public IDisposable? Any { get; init; }", "Order.Any is IDisposable, which may be something that changes. Give it a type that cannot change.")]
    [InlineData("public System.Text.StringBuilder? Text { get; init; }", "Order.Text is StringBuilder. Make it string.")]
    [InlineData("public Task? Work { get; init; }", "Order.Work is Task, which is not known to be immutable. Give it a type that cannot change.")]
    [InlineData("public ImmutableList<List<int>>? Rows { get; init; }", "Order.Rows holds List<int>, which can change. Make it ImmutableList<int>.")]
    [InlineData("public (int Id, int[] Rows) Pair { get; init; }", "Order.Pair.Rows is int[]. Make it ImmutableArray<int>.")]
    [InlineData("public event Action? Changed;", "Order.Changed is an event, and takes subscribers. Take it out.")]
    public async Task Says_what_can_change_and_the_cure(string member, string text)
    {
        var faults = await Code.FaultsIn(
            $$"""
            public record Order : ICast { {{member}} }
            """);

        Assert.Equal([$"TRS1001 1: Order can change after it was sent: {text}"], faults.Where(fault => fault.StartsWith("TRS", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Judges_what_is_sent_where_it_is_sent_and_where_it_is_handled()
    {
        var faults = await Code.FaultsIn(
            """
            public record Changed { public int Id { get; set; } }
            public record Fine(int Id);

            public class Server : GenServer
            {
                void Handle(Changed changed) => SendAfter(TimeSpan.Zero, changed);
                void Handle(Fine fine) => Node.PubSub.Publish(fine);
                void Handle(object any) => Pid.Send(any);
                void Tell(Pid pid) => pid.Send(new List<int>());
            }
            """);

        Assert.Equal(
            [
                "TRS1001 6: Changed can change after it was sent: Changed.Id has a setter. Make it init.",
                "TRS1001 6: Changed can change after it was sent: Changed.Id has a setter. Make it init.",
                "TRS1001 9: List<int> can change after it was sent: it is List<int>. Make it ImmutableList<int>.",
            ],
            faults);
    }

    [Fact]
    public async Task Judges_replies()
    {
        var faults = await Code.FaultsIn("public record Names : ICall<List<string>>;");

        Assert.Equal(["TRS1002 1: The reply of Names, List<string>, can change after it was given: it is List<string>. Make it ImmutableList<string>."], faults);
    }

    [Fact]
    public async Task Judges_what_processes_share()
    {
        var faults = await Code.FaultsIn(
            """
            public static class Use
            {
                public static object Share(Node node, string[] seats)
                {
                    node.Registry.Register("seats", default, seats);
                    node.Presence.Track(default, "room", "ann", seats);
                    new Table<int, List<string>>().Insert(1, []);

                    return new OrderedTable<int, ImmutableArray<string>>();
                }
            }
            """);

        Assert.Equal(
            [
                "TRS1001 5: string[] can change after it was sent: it is string[]. Make it ImmutableArray<string>.",
                "TRS1001 6: string[] can change after it was sent: it is string[]. Make it ImmutableArray<string>.",
                "TRS1010 7: List<string> can change while Table<int, List<string>> shares it between processes: it is List<string>. Make it ImmutableList<string>.",
            ],
            faults);
    }

    [Fact]
    public async Task Takes_the_authors_word()
    {
        var faults = await Code.FaultsIn(
            """
            [System.ComponentModel.ImmutableObject(true)]
            public class Cached { string? text; public string Text => text ??= "made once"; }
            public record Order(Cached Cached) : ICast;
            """);

        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_struct_is_copied_but_what_it_leads_to_is_not()
    {
        var faults = await Code.FaultsIn(
            """
            public struct Point { public int X; public int Y { get; set; } }
            public struct Path { public Point[] Points; }
            public record Move(Point To) : ICast;
            public record Follow(Path Path) : ICast;
            """);

        Assert.Equal(["TRS1001 4: Follow can change after it was sent: Follow.Path.Points is Point[]. Make it ImmutableArray<Point>."], faults);
    }

    [Fact]
    public async Task Makes_a_setter_init() => Assert.Equal(
        "public record Order : ICast { public int Id { get; init; } }",
        await Code.Fix("public record Order : ICast { public int Id { get; set; } }", "TRS1001"));

    [Fact]
    public async Task Makes_a_field_readonly() => Assert.Equal(
        "public record Order : ICast { public readonly int Id; }",
        await Code.Fix("public record Order : ICast { public int Id; }", "TRS1001"));

    [Fact]
    public async Task Makes_a_collection_immutable()
    {
        Assert.Equal(
            "public record Order(ImmutableList<int> Lines) : ICast;",
            await Code.Fix("public record Order(List<int> Lines) : ICast;", "TRS1001"));
        Assert.Equal(
            "public record Order : ICast { public ImmutableArray<int> Lines { get; init; } = []; }",
            await Code.Fix("public record Order : ICast { public int[] Lines { get; init; } = []; }", "TRS1001"));
        Assert.Equal(
            "public record Order : ICast { public ImmutableDictionary<int, string>? Lines { get; init; } = []; }",
            await Code.Fix("public record Order : ICast { public Dictionary<int, string>? Lines { get; init; } = new(); }", "TRS1001"));
    }
}
