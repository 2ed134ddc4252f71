using CsCheck;

namespace Trestle.Processes.Tests;

/// <summary>A limited mailbox against a queue of bounded length.</summary>
public class LimitModelTests
{
    const int Most = 3;

    static readonly Gen<bool[]> Steps = Gen.Bool.Array[0, 40];

    /// <summary>A process that takes a message each time it is let.</summary>
    sealed class Taker(TestNode node, Overflow overflow)
    {
        readonly Queue<TaskCompletionSource> doors = new();
        readonly List<int> taken = [];

        public IReadOnlyList<int> Taken => taken;

        public Pid Pid { get; private set; }

        public void Start(int takes)
        {
            for (var number = 0; number < takes; number++)
                doors.Enqueue(new());

            var ahead = new Queue<TaskCompletionSource>(doors);
            Pid = node.Node.Spawn(
                async () =>
                {
                    while (ahead.TryDequeue(out var door))
                    {
                        await door.Task;
                        taken.Add(await Self.ReceiveAsync<int>());
                    }

                    await new TaskCompletionSource().Task;
                },
                new SpawnOptions { MailboxLimit = Most, Overflow = overflow });
            node.RunUntilIdle();
        }

        public void Take()
        {
            doors.Dequeue().SetResult();
            node.RunUntilIdle();
        }
    }

    [Fact]
    public void Drops_what_finds_no_room() => Steps.Sample(steps =>
    {
        using var node = TestNode.Seeded(1);
        var taker = new Taker(node, Overflow.Drop);
        taker.Start(steps.Length);
        var (model, taken, wanted) = (new Queue<int>(), new List<int>(), 0);

        for (var number = 0; number < steps.Length; number++)
        {
            if (steps[number])
            {
                taker.Pid.Send(number);
                node.RunUntilIdle();

                if (model.Count < Most)
                    model.Enqueue(number);
            }
            else
            {
                taker.Take();
                wanted++;
            }

            // What is wanted before it comes is handed on at once.
            for (; wanted > 0 && model.TryDequeue(out var next); wanted--)
                taken.Add(next);
        }

        return taker.Taken.SequenceEqual(taken);
    }, iter: 300);

    [Fact]
    public void Crashes_at_the_first_message_too_many() => Steps.Sample(steps =>
    {
        using var node = TestNode.Seeded(1);
        var taker = new Taker(node, Overflow.Crash);
        taker.Start(steps.Length);
        var (waiting, isAlive) = (0, true);

        for (var number = 0; number < steps.Length; number++)
        {
            if (steps[number])
            {
                taker.Pid.Send(number);
                isAlive &= ++waiting <= Most;
            }
            else
            {
                taker.Take();
                waiting--;
            }

            node.RunUntilIdle();

            if (taker.Pid.IsAlive != isAlive)
                return false;
        }

        return true;
    }, iter: 300);

    [Fact]
    public void Lets_every_sender_wait_and_loses_nothing() => Gen.Select(Gen.Int[1, 5], Gen.Int[1, 6], Gen.Int[0, 1000]).Sample((senders, messages, seed) =>
    {
        using var node = TestNode.Seeded(seed);
        var taker = new Taker(node, Overflow.Wait);
        taker.Start(senders * messages);

        for (var number = 0; number < senders; number++)
        {
            var sender = number;
            node.Node.Spawn(async () =>
            {
                for (var message = 0; message < messages; message++)
                    await taker.Pid.DeliverAsync((sender * 100) + message);
            });
        }

        node.RunUntilIdle();
        var sent = senders * messages;
        var isFull = Length() == Math.Min(Most, sent);

        for (var take = 0; take < sent; take++)
        {
            taker.Take();
            isFull &= Length() == Math.Min(Most, sent - take - 1);
        }

        return isFull && Enumerable.Range(0, senders).All(sender => taker.Taken
            .Where(taken => taken / 100 == sender)
            .SequenceEqual(Enumerable.Range(sender * 100, messages)));

        int Length() => node.Node.Info(taker.Pid)!.MailboxLength;
    }, iter: 200);
}
