namespace Trestle.Processes.Tests;

public class RunQueueTests : World
{
    const int Count = 100_000;

    [Fact]
    public async Task Everything_pushed_is_taken_once_while_others_steal()
    {
        var queue = new RunQueue();
        var processes = Enumerable.Range(0, Count).Select(number =>
        {
            var process = Node.Prepare(() => Task.CompletedTask, new());
            process.Place = number;
            return (Mailbox)process;
        }).ToArray();
        var taken = new int[Count];
        var left = Count;

        var thieves = Enumerable.Range(0, 3).Select(thief => Task.Run(() =>
        {
            while (Volatile.Read(ref left) > 0)
                Take(thief == 0 ? queue.MoveOut() : queue.TakeOldest());
        })).ToList();

        await Task.Run(() =>
        {
            foreach (var process in processes)
            {
                if (process.Place % 3 == 0)
                    Push(queue.PutNext(process));
                else
                    Push(process);

                if (process.Place % 5 == 0)
                    Take(queue.TakeNext() ?? queue.TakeOldest());
            }

            while (Volatile.Read(ref left) > 0)
                Take(queue.TakeNext() ?? queue.TakeOldest());
        }).WaitAsync(Patience);
        await Task.WhenAll(thieves).WaitAsync(Patience);

        Assert.All(taken, times => Assert.Equal(1, times));

        void Push(Mailbox? process)
        {
            while (process is not null && !queue.TryPush(process))
                Take(queue.TakeOldest());
        }

        void Take(Mailbox? process)
        {
            if (process is null)
                return;

            Interlocked.Increment(ref taken[process.Place]);
            Interlocked.Decrement(ref left);
        }
    }
}
