namespace Trestle.Generators.Tests;

public class SharingAnalyzerTests
{
    [Theory]
    [InlineData("var count = 0; Self.Spawn(async () => await Use(count)); count++;", "TRS1008 5: The spawned process shares count with the one that spawned it, which changes it afterwards. Send count in a message instead.")]
    [InlineData("var count = 0; Self.Spawn(async () => { count++; await Use(1); }); await Use(count);", "TRS1008 5: The spawned process shares count with the one that spawned it, which goes on using it. Send count in a message instead.")]
    [InlineData("var lines = new List<int>(); Self.Spawn(async () => await Use(lines.Count)); lines.Add(1);", "TRS1008 5: The spawned process shares lines with the one that spawned it, and List<int> can change. Send lines in a message instead.")]
    [InlineData("for (var i = 0; i < 3; i++) Self.Spawn(async () => await Use(i));", "TRS1008 5: The spawned process shares i with the one that spawned it, which changes it afterwards. Send i in a message instead.")]
    [InlineData("var n = 0; while (n < 3) { n++; Self.Spawn(async () => await Use(n)); }", "TRS1008 5: The spawned process shares n with the one that spawned it, which changes it afterwards. Send n in a message instead.")]
    [InlineData("given = 2; Self.Spawn(async () => { given++; await Use(1); }); await Use(given);", "TRS1008 5: The spawned process shares given with the one that spawned it, which goes on using it. Send given in a message instead.")]
    [InlineData("var count = 0; count++; Self.Spawn(async () => await Use(count)); await Use(count);", null)]
    [InlineData("var count = 0; var work = tasks.RunAsync(async () => { count++; await Use(1); }); await Use(count); await work;", "TRS1008 5: The spawned process shares count with the one that spawned it, which goes on using it. Send count in a message instead.")]
    [InlineData("var count = 0; await tasks.RunAsync(async () => { count++; await Use(1); }); await Use(count);", null)]
    [InlineData("foreach (var n in new[] { 1, 2 }) Self.Spawn(async () => await Use(n));", null)]
    [InlineData("var lines = new List<int>(); lines.Add(given); Self.Spawn(async () => await Use(lines.Count));", null)]
    [InlineData("var told = new TaskCompletionSource(); Self.Spawn(() => { var inside = 1; inside++; told.SetResult(); return Use(inside); }); await told.Task;", null)]
    public async Task Warns_of_locals_that_two_processes_use(string statements, string? fault)
    {
        var faults = await Code.FaultsIn(
            $$"""
            public static class Anything
            {
                public static async Task Spawn(int given, TaskSupervisor tasks)
                {
                    {{statements}}
                    await Task.Yield();
                }

                static Task Use(int _) => Task.CompletedTask;
            }
            """);

        Assert.Equal(fault is null ? [] : [fault], faults.Where(fault => fault.StartsWith("TRS", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("seats++; return Task.CompletedTask;", "seats")]
    [InlineData("names.Add(1); return Task.CompletedTask;", "names")]
    [InlineData("lines.Add(1); return Task.CompletedTask;", "lines")]
    [InlineData("return Work();", "Work")]
    [InlineData("return Use(this);", "this")]
    [InlineData("return Use(limit);", null)]
    [InlineData("return Use(service);", null)]
    [InlineData("return Use(Node);", null)]
    public async Task Warns_of_the_state_of_a_server(string statement, string? used)
    {
        var faults = await Code.FaultsIn(
            $$"""
            public class Desk(List<int> lines, IServiceProvider service) : GenServer
            {
                int seats;
                readonly int limit = 3;
                readonly List<int> names = [];

                public void Start()
                {
                    Self.Spawn(() => { {{statement}} });
                    _ = (lines, service, seats, limit, names);
                }

                Task Work() => Task.CompletedTask;
                static Task Use(object _) => Task.CompletedTask;
            }
            """);

        Assert.Equal(
            used is null ? [] : [$"TRS1009 9: The spawned process uses {used} of Desk, beside Desk itself. Copy what it needs into a local first, or send a message."],
            faults.Where(fault => fault.StartsWith("TRS", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Warns_of_a_Pid_that_is_another_inside()
    {
        var faults = await Code.FaultsIn(
            """
            public class Desk : GenServer
            {
                public void Start(Pid other)
                {
                    var self = Pid;

                    Self.Spawn(async () =>
                    {
                        await Task.Yield();
                        other.Send(Pid);
                        SendAfter(TimeSpan.Zero, "tick");
                        other.Send(self);
                        other.Send(Self.Pid);
                    });
                }
            }
            """);

        Assert.Equal(
            [
                "TRS1011 10: Inside the spawned process Pid is that process's own, not the one of Desk. Take var self = Pid before the spawn, or say Self.Pid.",
                "TRS1011 11: Inside the spawned process SendAfter is that process's own, not the one of Desk. Take var self = Pid before the spawn, or say Self.SendAfter.",
            ],
            faults);
    }

    [Fact]
    public async Task Warns_of_a_method_of_the_server_that_is_spawned()
    {
        var faults = await Code.FaultsIn(
            """
            public class Desk : GenServer
            {
                public void Start() => Self.SpawnLink(Work);

                async Task Work() => await Task.Yield();
            }
            """);

        Assert.Equal(["TRS1009 3: The spawned process uses Work of Desk, beside Desk itself. Copy what it needs into a local first, or send a message."], faults);
    }
}
