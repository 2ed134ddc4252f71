using CsCheck;

namespace Trestle.Processes.Tests;

public class PriorityModelTests : World
{
    [Fact]
    public void Each_senders_messages_keep_their_order_whatever_the_priorities() =>
        Gen.Select(Priorities.Array[1, 5], Priorities, Gen.Int[1, 600]).Sample((senders, taker, messages) =>
        {
            var done = new TaskCompletionSource<List<(int Sender, int Number)>>(TaskCreationOptions.RunContinuationsAsynchronously);
            var receiver = Node.Spawn(
                async () =>
                {
                    var taken = new List<(int Sender, int Number)>();

                    while (taken.Count < senders.Length * messages)
                        taken.Add(await Self.ReceiveAsync<(int, int)>());

                    done.SetResult(taken);
                },
                new SpawnOptions { Priority = taker });

            for (var place = 0; place < senders.Length; place++)
            {
                var sender = place;
                Node.Spawn(
                    async () =>
                    {
                        for (var number = 0; number < messages; number++)
                        {
                            receiver.Send((sender, number));

                            // Changes midway, while it may be queued.
                            if (number % 100 == 99)
                            {
                                Self.Priority = senders[number % senders.Length];
                                await Task.Yield();
                            }
                        }
                    },
                    new SpawnOptions { Priority = senders[place] });
            }

            var all = done.Task.WaitAsync(Patience).GetAwaiter().GetResult();

            return all.GroupBy(message => message.Sender)
                .All(group => group.Select(message => message.Number).SequenceEqual(Enumerable.Range(0, messages)));
        }, iter: 100);

    static Gen<Priority> Priorities => Gen.Enum<Priority>();
}
