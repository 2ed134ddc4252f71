using Microsoft.Extensions.Time.Testing;

namespace Trestle.Docs.Tests.Snippets;

// snippet: testing-world
public abstract class World : IDisposable
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    protected World() => Node = new(new() { Workers = 2, Time = Time });

    protected Node Node { get; }

    protected FakeTimeProvider Time { get; } = new();

    public void Dispose()
    {
        Node.Dispose();
        GC.SuppressFinalize(this);
    }
}
// end snippet

// snippet: testing-time
public class BellTests : World
{
    [Fact]
    public async Task Rings_every_quarter_of_an_hour()
    {
        var rang = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var subscribed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        Node.Spawn(async () =>
        {
            Self.Node.PubSub.Subscribe("bell");
            subscribed.SetResult();

            rang.SetResult((await Self.ReceiveAsync<Rang>()).Times);
        });

        await subscribed.Task.WaitAsync(Patience);
        var bell = Node.Spawn(new Bell(every: TimeSpan.FromMinutes(15)));
        await Sys.GetStateAsync(bell.Pid); // answered after Init: the timer is set

        Time.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(1, await rang.Task.WaitAsync(Patience));
    }
}
// end snippet

// snippet: testing-crash
public class RoomTests : World
{
    [Fact]
    public async Task Frees_the_seat_of_a_reader_that_has_gone()
    {
        var room = Node.Spawn(new ReadingRoom());
        var reader = Node.Spawn(async () => await Self.ReceiveAsync<string>());
        await room.CallAsync(new ReadingRoom.TakeSeat(reader));

        reader.Exit(ExitReason.Killed);

        // The Down is in the mailbox before this call is: what a process was sent first, it handles first.
        Assert.Equal(20, await room.CallAsync(new ReadingRoom.CountFree()));
    }

    [Fact]
    public async Task Ends_with_its_supervisor()
    {
        var ended = new TaskCompletionSource<ExitReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        var desk = Node.Spawn(new DynamicSupervisor());
        var started = await desk.CallAsync(new Supervisor.StartChild(new("ReadingRoom", () => new ReadingRoom())));

        Node.Spawn(async () =>
        {
            Self.Monitor(started.Pid);
            await desk.CallAsync(new Supervisor.StopChild(started.Pid));

            ended.SetResult((await Self.ReceiveAsync<Down>()).Reason);
        });

        Assert.Equal(ExitReason.Shutdown, await ended.Task.WaitAsync(Patience));
    }
}
// end snippet
