namespace Trestle.Generators.Tests;

public class TurnAnalyzerTests
{
    [Theory]
    [InlineData("_ = Task.Run(() => { });", "TRS1004 5: Task.Run leaves Server: its code runs beside the process. Spawn a process for it, or put code that blocks into Blocking.Run.")]
    [InlineData("Task.Factory.StartNew(() => { });", "TRS1004 5: TaskFactory.StartNew leaves Server: its code runs beside the process. Spawn a process for it, or put code that blocks into Blocking.Run.")]
    [InlineData("new Thread(() => { }).Start();", "TRS1004 5: A new Thread leaves Server: its code runs beside the process. Spawn a process for it, or put code that blocks into Blocking.Run.")]
    [InlineData("_ = task.Result;", "TRS1006 5: Task.Result blocks the thread of Server. Await the task.")]
    [InlineData("task.Wait();", "TRS1006 5: Task.Wait blocks the thread of Server. Await the task.")]
    [InlineData("task.GetAwaiter().GetResult();", "TRS1006 5: GetAwaiter().GetResult() blocks the thread of Server. Await the task.")]
    [InlineData("gate.Wait();", "TRS1006 5: SemaphoreSlim.Wait blocks the thread of Server. Await an asynchronous wait, or put it into Blocking.Run.")]
    [InlineData("lock (gate) { task.Wait(); }", "TRS1006 5: Task.Wait blocks the thread of Server. Await the task.")]
    [InlineData("_ = task.ConfigureAwait(false);", "TRS1007 5: After ConfigureAwait(false) the code has left Server: it runs beside the process. Take it out.")]
    [InlineData("_ = task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);", "TRS1007 5: After ConfigureAwait(false) the code has left Server: it runs beside the process. Take it out.")]
    [InlineData("Action later = async () => await task;", "TRS1005 5: Nobody awaits the lambda, which is async void: the next message is handled before it has ended. Let it return Task.")]
    public async Task Warns_inside_a_process_class(string statement, string fault)
    {
        var faults = await Code.FaultsIn(
            $$"""
            public class Server(Task<int> task, SemaphoreSlim gate) : GenServer
            {
                public void Use()
                {
                    {{statement}}
                    _ = (task, gate);
                }
            }
            """);

        Assert.Equal([fault], faults);
    }

    [Fact]
    public async Task Warns_of_async_void_methods()
    {
        var faults = await Code.FaultsIn(
            """
            public class Server : GenServer
            {
                async void Handle(string text)
                {
                    await Task.Yield();
                    Later();

                    async void Later() => await Task.Yield();
                }
            }
            """);

        Assert.Equal(
            [
                "TRS1005 3: Nobody awaits Server.Handle, which is async void: the next message is handled before it has ended. Let it return Task.",
                "TRS1005 8: Nobody awaits Later, which is async void: the next message is handled before it has ended. Let it return Task.",
            ],
            faults);
    }

    [Fact]
    public Task Warns_of_a_sleeping_thread_inside_a_process_class() =>
        Warns_inside_a_process_class(Sleeping("statement"), Sleeping("fault in Server"));

    [Fact]
    public async Task Warns_inside_what_is_spawned_and_nowhere_else()
    {
        var faults = await Code.FaultsIn(Sleeping("spawned"));

        Assert.Equal(Sleeping("faults in what is spawned").Split('\n'), faults);
    }

    [Fact]
    public async Task A_result_that_was_awaited_may_be_read()
    {
        var faults = await Code.FaultsIn(
            """
            public class Server : GenServer
            {
                async Task<int> Sum(Task<int> one, Task<int> two)
                {
                    await Task.WhenAll(one, two).ConfigureAwait(true);

                    return one.Result + two.Result;
                }
            }
            """);

        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("async Task Use(Task task) => await task.ConfigureAwait(false);", "async Task Use(Task task) => await task;", "TRS1007")]
    [InlineData("async void Handle(string text) => await Task.Yield();", "async Task Handle(string text) => await Task.Yield();", "TRS1005")]
    [InlineData("async Task<int> Use(Task<int> task) => task.Result + 1;", "async Task<int> Use(Task<int> task) => await task + 1;", "TRS1006")]
    [InlineData("void Handle(Task task) => task.Wait();", "async Task Handle(Task task) => await task;", "TRS1006")]
    [InlineData("int Handle(Task<int> task) => task.GetAwaiter().GetResult();", "async Task<int> Handle(Task<int> task) => await task;", "TRS1006")]
    [InlineData("void Use(Task task) => task.Wait();", null, "TRS1006")]
    public async Task Repairs(string member, string? repaired, string id)
    {
        const string Class = "public class Server : GenServer {{ {0} }}";

        Assert.Equal(
            repaired is null ? "no fix" : string.Format(null, Class, repaired),
            await Code.Fix(string.Format(null, Class, member), id));
    }

    [Fact]
    public Task Lets_a_sleeping_process_wait() => Repairs(Sleeping("handler"), Sleeping("handler repaired"), "TRS1006");

    static string Sleeping(string section) => Sample.Of("Sleeping.txt", section);
}
